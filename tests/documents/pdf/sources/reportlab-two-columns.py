"""Two columns by ReportLab: python3 reportlab-two-columns.py OUT"""
import sys
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table

P = ParagraphStyle("p", fontName="Times-Roman", fontSize=9, leading=11, alignment=4, spaceAfter=6)
H = ParagraphStyle("h", parent=P, fontSize=12, leading=16, alignment=0)
BULLETIN = [('t', 'Foreign trade of Kazakhstan in 2024'),
 ('p',
  'Official statistics confirm that flows of freight stayed firm in 2024. The office of statistics found the '
  'difference between its figures and those of the partners insignificant, and it will not revise them '
  'before the final classification of goods is settled.'),
 ('h', 'Trade with China'),
 ('p',
  'Trade turnover between Kazakhstan and China reached $30.1 billion in 2024, which is 9.2% more than a year '
  'earlier. Exports of Kazakhstan to China amounted to $14.9 billion and imports from China to $15.2 '
  'billion. Re-exported machinery was counted at the value that the first customs office had written down.'),
 ('p',
  'In the first quarter of 2024 imports of machinery from China came to $812.5 million; in the same quarter '
  'of 2023 they had come to $790.4 million. In 2019–2020 cross-border trade had stayed at a comparatively '
  'stable level, and most of the cross-border lorries went by one road.'),
 ('table',
  'Table 1. Exports of Kazakhstan by partner, million US dollars',
  [['Partner', '2022', '2023', '2024'],
   ['Germany', '3,067.4', '7,963.6', '2,516.3'],
   ['France', '786.2', '5,298.9', '7,320.8'],
   ['Italy', '12,950.3', '9,802.8', '4,239.0'],
   ['Netherlands', '7,594.9', '604.5', '488.1']]),
 ('h', 'Trade with Germany'),
 ('p',
  'Trade turnover between Kazakhstan and Germany fell by 3.1% to $8.4 billion in 2024. Imports of Kazakhstan '
  'from Germany made up $5.9 billion of it. The office offers no explanation, but the affected firms speak '
  'of sufficient stocks and of difficult insurance.'),
 ('p', 'Trade turnover between Kazakhstan and Germany is expected to reach $9 billion in 2025.')]


def heads(canvas, document):
    canvas.setFont("Times-Roman", 8)
    canvas.drawCentredString(210, 315, "Statistical bulletin")
    canvas.drawCentredString(210, 20, str(document.page))


def flowables():
    for kind, words, *rows in BULLETIN:
        yield Paragraph(words, P if kind in ("p", "table") else H)
        if rows:
            yield Table(rows[0], style=[("FONT", (0, 0), (-1, -1), "Times-Roman", 8), ("ALIGN", (1, 0), (-1, -1), "RIGHT")])


document = BaseDocTemplate(sys.argv[1], pagesize=(420, 340), invariant=1)
frames = [Frame(x, 40, 175, 260, leftPadding=0, rightPadding=0) for x in (30, 215)]
document.addPageTemplates([PageTemplate(frames=frames, onPage=heads)])
document.build(list(flowables()))
