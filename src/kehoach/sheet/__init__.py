"""The Excel form: what a department is asked, as a workbook, and what came back of it."""
