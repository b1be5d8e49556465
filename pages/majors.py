"""The majors: their English names, and the alias list that joins one trade's names from table to table.

No page: what several chapters say of majors, said once.
"""

from schema import Key, Label

NAMES = {
    "服装设计与制作": "Fashion design and making",
    "工业与民用建筑": "Industrial and civil building",
    "美术设计与制作": "Art design and making",
    "计算机技术应用": "Applied computing",
    "旅游服务与酒店管理": "Tourism and hotel management",
    "学前教育": "Preschool education",
    "电子商务": "E-commerce",
    "会计电算化": "Computerised accounting",
    "机电一体化": "Mechatronics",
    "数控技术应用": "CNC technology",
    "建筑施工": "Building construction",
    "护理": "Nursing",
    "电气运行与控制": "Electrical operation and control",
    "机电技术应用": "Mechatronics technology",
    "建筑工程施工": "Building engineering",
    "工业机器人技术应用": "Industrial robotics",
    "工业分析与检验": "Industrial analysis and testing",
    "计算机应用": "Computer applications",
    "旅游服务与管理": "Tourism service and management",
    "会计": "Accounting",
    "国际商务": "International business",
    "机械": "Mechanical engineering",
    "电气": "Electrical engineering",
    "建筑": "Building",
    "计算机": "Computing",
    "旅游": "Tourism",
    "学前": "Preschool",
    "美术": "Art",
    "国贸": "International trade",
    "服装": "Fashion",
}
TRADES = {
    "服装设计与制作": "服装",
    "工业与民用建筑": "建筑",
    "建筑施工": "建筑",
    "建筑工程施工": "建筑",
    "美术设计与制作": "美术",
    "计算机技术应用": "计算机",
    "计算机应用": "计算机",
    "旅游服务与酒店管理": "旅游",
    "旅游服务与管理": "旅游",
    "学前教育": "学前",
    "会计电算化": "会计",
    "国际商务": "国贸",
    "电气运行与控制": "电气",
    "机电技术应用": "机电一体化",
}
MAJOR = Key("major", Label("专业", "Major"), names=NAMES, trades=TRADES)
