from pathlib import Path

from machtstaal import modules


def names(source, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(source, encoding="utf-8")
    return {str(Path(path).relative_to(modules.LIBRARY)) for path in modules.used_by(script)}


def test_imports_are_followed_through_modules(tmp_path):
    used = names("from machtstaal import processes\n", tmp_path)
    assert {"processes/__init__.py", "processes/table.py", "trees.py", "lexicons.py", "problems.py"} <= used
    assert not any(path.startswith(("networks", "figures", "report", "annotation")) for path in used)


def test_imports_inside_functions_count(tmp_path):
    used = names("def f():\n    from machtstaal.annotation import shard\n", tmp_path)
    assert "annotation/annotator.py" in used  # shard imports it only where it is needed


def test_data_files_of_a_package_count(tmp_path):
    assert "comparison/measures.yaml" in names("from machtstaal.comparison import measures\n", tmp_path)


def test_other_libraries_do_not_count(tmp_path):
    assert names("import polars\nimport machtstaal_other\n", tmp_path) == set()
