// mutool run stamp.js IN OUT FORMAT WHERE FIRST: prints a number on each page from the FIRST on, "Page %d of %t", at "right" or "centre" of the foot.
var doc = new PDFDocument(scriptArgs[0]), format = scriptArgs[2], first = parseInt(scriptArgs[4]);
var font = doc.addSimpleFont(new Font("Helvetica"), "Latin"), pages = doc.countPages();
for (var i = first - 1; i < pages; ++i) {
	var page = doc.findPage(i), says = format.replace("%d", String(i + 2 - first)).replace("%t", String(pages + 1 - first));
	var box = page.get("MediaBox"), wide = box[2] - box[0];
	var x = scriptArgs[3] == "right" ? wide - 40 - 6 * says.length : wide / 2 - 3 * says.length;
	var resources = page.get("Resources");
	if (!resources) { resources = doc.newDictionary(); page.put("Resources", resources); }
	var fonts = resources.get("Font");
	if (!fonts) { fonts = doc.newDictionary(); resources.put("Font", fonts); }
	fonts.put("Bundle", font);
	var had = page.get("Contents"), all = doc.newArray();
	all.push(doc.addStream("q\n"));
	if (had.isArray()) { for (var k = 0; k < had.length; ++k) all.push(had[k]); } else all.push(had);
	all.push(doc.addStream("\nQ\nBT /Bundle 10 Tf " + x + " 20 Td (" + says + ") Tj ET\n"));
	page.put("Contents", all);
}
doc.save(scriptArgs[1], "compress");
