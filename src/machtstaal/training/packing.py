"""From trained weights to the files the annotation stage loads."""

import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from machtstaal.training.heads import Heads

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
    """Weights in 32 bits, from files with or without `quantised` matrices."""
    out = {name: value.float() for name, value in stored.items() if "#" not in name}
    for name, value in stored.items():
        if name.endswith("#q"):
            out[name[:-2]] = value.float() * stored[name[:-2] + "#s"].float()
    return out


def weights(folder: Path) -> dict[str, torch.Tensor]:
    """Weights of an encoder folder, 8-bit or not."""
    packed = folder / "model.int8.safetensors"
    return restored(load_file(packed if packed.exists() else folder / "model.safetensors"))


def pack_encoder(encoder: torch.nn.Module, source: Path, folder: Path) -> None:
    """Write an encoder folder: 8-bit weights, settings, word pieces of the encoder it was trained from."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = {
        name: value
        for name, value in encoder.state_dict().items()
        if not name.startswith("pooler") and not name.endswith(("position_ids", "token_type_ids"))
    }
    save_file(quantised(kept), folder / "model.int8.safetensors", metadata={"format": "pt"})
    settings = json.loads((source / "config.json").read_text(encoding="utf-8"))
    settings["num_hidden_layers"] = len(encoder.encoder.layer)
    (folder / "config.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copyfile(source / name, folder / name)


def pack_heads(heads: Heads, folder: Path) -> None:
    """Write `pos/` and `depparse/` of a models folder, as Stanza saves them, 16 bits, without the encoder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "resources.json").write_text("{}\n", encoding="utf-8")  # Stanza does not load a folder without
    for name, trainer in (("pos", heads.tagger), ("depparse", heads.parser)):
        path = folder / name / f"{heads.language}_{name}.pt"
        path.parent.mkdir(parents=True, exist_ok=True)
        trainer.save(str(path))
        saved = torch.load(path, weights_only=False)
        saved["model"] = {
            key: value.half() if value.is_floating_point() else value
            for key, value in saved["model"].items()
            if not key.startswith("bert_model")
        }
        for key in ("optimizer_state_dict", "scheduler_state_dict"):
            saved.pop(key, None)
        torch.save(saved, path, _use_new_zipfile_serialization=False)
