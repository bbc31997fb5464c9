"""Writes what a council types in a word processor: office.py DIR < {"papers": [[title, date, pages], ...], "rows": [[title, date, says], ...]}

It gives index.fodt (a table with borders over several pages) and one paperN.fodt for each paper, for LibreOffice to make PDFs of."""
import json
import sys
from xml.sax.saxutils import escape

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:style style:name="Heading" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.3cm"/><style:text-properties fo:font-size="16pt" fo:font-weight="bold"/></style:style></office:styles>
<office:automatic-styles>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2.2cm"/><style:footer-style/></style:page-layout>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.12cm" style:vertical-align="%s"/></style:style>
<style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="c1" style:family="table-column"><style:table-column-properties style:column-width="1.2cm"/></style:style>
<style:style style:name="c2" style:family="table-column"><style:table-column-properties style:column-width="8.2cm"/></style:style>
<style:style style:name="c3" style:family="table-column"><style:table-column-properties style:column-width="3.6cm"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">%s</style:master-page></office:master-styles>
<office:body><office:text>"""
TAIL = "</office:text></office:body></office:document>"
FOOT = '<style:footer><text:p>%s, page <text:page-number>1</text:page-number> of <text:page-count>9</text:page-count></text:p></style:footer>'

said = json.load(sys.stdin)
rows = "".join('<table:table-row>%s</table:table-row>' % "".join(
    '<table:table-cell table:style-name="C" office:value-type="string"><text:p>%s</text:p></table:table-cell>' % escape(cell) for cell in row) for row in said["rows"] or [])
index = HEAD % (said.get("align", "middle"), "") + '<text:p text:style-name="Heading">Index to the hearing bundle</text:p><text:p>Appeal EH938/26/00412, hearing on 12 November 2026</text:p>'
index += '<table:table table:name="T"><table:table-column table:style-name="c1"/><table:table-column table:style-name="c2"/><table:table-column table:style-name="c3" table:number-columns-repeated="2"/>' + rows + '</table:table>' + TAIL
open(sys.argv[1] + "/index.fodt", "w").write(index)
for n, (title, date, pages) in enumerate(said["papers"]):
    body = HEAD % ("top", FOOT % escape(title)) + '<text:p text:style-name="Heading">%s</text:p><text:p>%s</text:p>' % (escape(title), escape(date))
    for page in range(pages):
        style = ' text:style-name="B"' if page else ""
        body += "<text:p%s>%d. What was seen at school and at home.</text:p>" % (style, page + 1)
        body += "".join("<text:p>%s</text:p>" % ("The child was seen in class and at home, and needs help with reading and writing. " * 4) for _ in range(6))
    open("%s/paper%d.fodt" % (sys.argv[1], n), "w").write(body + TAIL)
