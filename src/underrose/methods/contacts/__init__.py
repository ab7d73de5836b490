"""Lists of people: read from any spreadsheet, checked row by row, compared with who is there, written again. Import from its modules."""
