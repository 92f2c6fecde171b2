"""Weights of the bundled encoder: stored in 8 bits with a scale a row, computed with in 32."""

from pathlib import Path

import torch
from safetensors.torch import load_file

FILE = "model.int8.safetensors"
SMALL = 5000
"""Matrices of fewer weights are kept in 16 bits."""


def quantised(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Weights in 8 bits, with one scale a row (`name#q`, `name#s`); small tensors in 16 bits.

    Examples
    --------
    >>> packed = quantised({"w": torch.eye(100)})
    >>> packed["w#q"].dtype, packed["w#q"].max().item()
    (torch.int8, 127)
    """
    out: dict[str, torch.Tensor] = {}
    for name, value in weights.items():
        if value.dim() == 2 and value.numel() > SMALL:
            scale = value.float().abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
            out[f"{name}#q"] = torch.round(value / scale).clamp(-127, 127).to(torch.int8)
            out[f"{name}#s"] = scale.half()
        else:
            out[name] = value.half()
    return {name: value.contiguous() for name, value in out.items()}


def restored(stored: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Weights in 32 bits, from a file with or without `quantised` matrices.

    Storing in 8 bits only saves room: computing in 8 bits costs some points of attachment score (`make bench`).
    """
    out = {name: value.float() for name, value in stored.items() if "#" not in name}
    for name, value in stored.items():
        if name.endswith("#q"):
            out[name[:-2]] = value.float() * stored[name[:-2] + "#s"].float()
    return out


def load(folder: Path) -> dict[str, torch.Tensor]:
    """Weights in an encoder's folder, stored in 8 bits or not."""
    packed = folder / FILE
    return restored(load_file(packed if packed.exists() else folder / "model.safetensors"))
