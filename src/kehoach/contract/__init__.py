"""What the commands print as JSON: a contract with other programs, to the letter.

Numbers of indicators are decimal strings with at most four decimals, amounts whole đồng, dates
ISO. yes/no values are written `có` and `không`, as everywhere in what the tool writes.
"""
