"""From trained weights to the files the annotation stage loads."""

import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import save_file

from machtstaal.annotation import weights
from machtstaal.training.heads import Heads


def pack_encoder(encoder: torch.nn.Module, source: Path, folder: Path) -> None:
    """Write an encoder folder: 8-bit weights, settings, word pieces of the encoder it was trained from."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = {
        name: value
        for name, value in encoder.state_dict().items()
        if not name.startswith("pooler") and not name.endswith(("position_ids", "token_type_ids"))
    }
    save_file(weights.quantised(kept), folder / weights.FILE, metadata={"format": "pt"})
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
