"""What the report says where the templates alone cannot: the headings by the key that fills them."""

SECTION = {
    "direction": "I. Công tác lãnh đạo, chỉ đạo",
    "highlights": "III.1. Kết quả nổi bật",
    "shortcomings": "III.2. Tồn tại, hạn chế",
    "causes.objective": "III.3. Nguyên nhân khách quan",
    "causes.subjective": "III.3. Nguyên nhân chủ quan",
    "next": "IV. Phương hướng kỳ tới",
    "proposals": "V. Kiến nghị, đề xuất",
}
