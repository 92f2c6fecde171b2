"""Figures for print: one module a figure, one style, one- and two-column widths, captions with live numbers.

Which figures there are, and the names of their files, is in `files` (loads nothing heavy); `gallery` draws
and writes them:

    gallery.write(folder, tables, settings)

`tables` maps names to frames (`files.NEEDS` lists who needs what). A figure whose tables are missing or
empty is a sheet with one plain sentence that says so.
"""
