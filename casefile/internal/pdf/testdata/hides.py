"""Writes a PDF with a word of its own in every place where one can hide: hides.py OUT. Each is HID and the name of the place, such as HIDinfo;
what a reader can see or follow is SHOWN and a name. What is printed is the list of both, a line each."""
import io
import subprocess
import sys
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

out = sys.argv[1]
pdf = pikepdf.new()
hid, shown = [], []


def h(place):
    hid.append("HID" + place)
    return "HID" + place


def s(place):
    shown.append("SHOWN" + place)
    return "SHOWN" + place


def ind(o):
    return pdf.make_indirect(o)


def xmp(place):
    return ind(Stream(pdf, ("<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><q>%s</q></x:xmpmeta><?xpacket end='w'?>" % h(place)).encode(),
                      Type=Name.Metadata, Subtype=Name.XML))


def form(content, place=None, **more):
    f = Stream(pdf, content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 40]), Resources=Dictionary(Font=Dictionary(F=font)))
    for k, v in more.items():
        f[Name("/" + k)] = v
    return ind(f)


def text(x, y, words, size=12):
    return ("BT /F %d Tf %d %d Td (%s) Tj ET\n" % (size, x, y, words)).encode()


font = ind(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding,
                      PieceInfo=Dictionary(A=Dictionary(Private=String(h("fontpiece")))), Owner=String(h("fontkey"))))

# A photograph with Exif, XMP, IPTC, a comment, a thumbnail, several pictures in one, and a film behind it.
ppm = b"P6 64 48 255\n" + bytes((x * 4 ^ y * 5) % 256 for y in range(48) for x in range(64) for _ in range(3))
plain = subprocess.run(["convert", "ppm:-", "-quality", "80", "jpeg:-"], input=ppm, capture_output=True, check=True).stdout


def segment(kind, body):
    return bytes([0xFF, kind]) + (len(body) + 2).to_bytes(2, "big") + body


def told(tag):
    said = segment(0xE0, b"JFXX\0\x10" + h(tag + "jfxx").encode()) + segment(0xE1, b"Exif\0\0MM\0*" + h(tag + "exif").encode()) + \
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + h(tag + "photoxmp").encode()) + segment(0xE2, b"MPF\0" + h(tag + "mpf").encode()) + \
        segment(0xED, b"Photoshop 3.0\0" + h(tag + "iptc").encode()) + segment(0xFE, h(tag + "comment").encode())
    return plain[:2] + said + plain[2:] + b"\0\0\0\x18ftypmp42" + h(tag + "film").encode() + plain


def photo(tag, data, filters, **more):
    im = Stream(pdf, data, Type=Name.XObject, Subtype=Name.Image, Width=64, Height=48, ColorSpace=Name.DeviceRGB, BitsPerComponent=8)
    im.Filter = filters
    for k, v in more.items():
        im[Name("/" + k)] = v
    return ind(im)


photo1 = photo("", told("dct"), Name.DCTDecode, Metadata=xmp("imagexmp"), PieceInfo=Dictionary(A=Dictionary(Private=String(h("imagepiece")))),
               OPI=Dictionary({"/1.3": Dictionary(Type=Name.OPI, F=String(h("opi")))}), Name=Name("/" + h("imagename")), ID=String(h("imageid")))
photo2 = photo("", zlib.compress(told("flatedct")), Array([Name.FlateDecode, Name.DCTDecode]))
photo1.Alternates = Array([Dictionary(Image=photo("", told("alternate"), Name.DCTDecode), DefaultForPrinting=False)])

# What the page draws, what it could draw and does not, and what is drawn within a form.
inner = form(text(4, 4, s("innerform")))
unused_inner = form(text(4, 4, h("unusedinform")))
drawn = form(b"/In Do\n" + text(4, 20, s("form")), Metadata=xmp("formxmp"), PieceInfo=Dictionary(A=Dictionary(LastModified=String(h("formpiece")))),
             LastModified=String("D:2020" + h("formmodified")), StructParents=3)
drawn.Resources.XObject = Dictionary(In=inner, Not=unused_inner)
drawn.Ref = Dictionary(F=Dictionary(Type=Name.Filespec, F=String(h("reference"))), Page=0)
unused = form(text(4, 4, h("unusedform")))
unused_photo = photo("", told("unused"), Name.DCTDecode)
pattern = ind(Stream(pdf, text(0, 0, h("unusedpattern")), Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 9, 9]), XStep=9, YStep=9,
                     Resources=Dictionary(Font=Dictionary(F=font))))
mask = Dictionary(Type=Name.ExtGState, SMask=Dictionary(S=Name.Luminosity, G=form(text(0, 0, h("unusedmask")), Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray))))

# Layers: one on, one off. What is in the hidden one stays hidden, and stays.
on = ind(Dictionary(Type=Name.OCG, Name=String(h("layer")), Usage=Dictionary(CreatorInfo=Dictionary(Creator=String(h("layercreator")), Subtype=Name.Artwork)),
                    Intent=Name.View, Owner=String(h("layerkey"))))
off = ind(Dictionary(Type=Name.OCG, Name=String(h("hiddenlayer"))))
marked = Dictionary(Alt=String(h("propertyalt")), E=String(h("propertye")), MCID=1, ActualText=String(s("actual")), LastModified=String(h("propertymodified")),
                    Metadata=xmp("propertyxmp"), Author=String(h("propertyauthor")))

page = Dictionary(
    Type=Name.Page, MediaBox=Array([0, 0, 595, 842]),
    Resources=Dictionary(Font=Dictionary(F=font), XObject=Dictionary(P1=photo1, P2=photo2, Fm=drawn, No=unused, No2=unused_photo),
                         Pattern=Dictionary(Pn=pattern), ExtGState=Dictionary(Gn=mask),
                         Properties=Dictionary(On=on, Off=off, Mc=marked)))
content = b"% " + h("contentcomment").encode() + b" (not a string\n"
content += text(72, 760, s("text") + " 50% of it \\(x\\)")
content += b"q 64 0 0 48 72 680 cm /P1 Do Q q 64 0 0 48 172 680 cm /P2 Do Q q 1 0 0 1 72 600 cm /Fm Do Q\n"
content += b"/OC /On BDC\n" + text(72, 560, s("layer")) + b"EMC /OC /Off BDC\n" + text(72, 540, s("hiddenlayer")) + b"EMC\n"
content += b"/Span /Mc BDC\n" + text(72, 520, s("span")) + b"EMC\n"
content += b"/Figure <</MCID 2 /Alt (" + h("inlinealt").encode() + b" \\) %) /E <" + h("inlinee").encode().hex().encode() + b"> /ActualText (" + s("inlineactual").encode() + b")>> BDC\n" + text(72, 500, s("figure")) + b"EMC\n"
content += b"q 40 0 0 30 300 500 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x00%\xff\x80\nEI Q\n"
page.Contents = ind(Stream(pdf, content, PieceInfo=Dictionary(A=Dictionary(Private=String(h("contentpiece"))))))
for key, place in dict(PieceInfo="pagepiece").items():
    page[Name("/" + key)] = Dictionary(A=Dictionary(Private=Dictionary(Who=String(h(place)))))
page.LastModified = String("D:2020" + h("pagemodified"))
page.Metadata = xmp("pagexmp")
page.Thumb = ind(Stream(pdf, h("thumb").encode(), Width=9, Height=1, ColorSpace=Name.DeviceGray, BitsPerComponent=8))
page.ID = String(h("pageid"))
page.SeparationInfo = Dictionary(DeviceColorant=String(h("separation")))
page.PresSteps = Dictionary(Type=Name.NavNode, NA=Dictionary(S=Name.JavaScript, JS=String(h("navnode"))))
page.VP = Array([Dictionary(Type=Name.Viewport, Name=String(h("viewport")), BBox=Array([0, 0, 9, 9]))])
page.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String(h("pagescript"))))
page.DPart = ind(Dictionary(Type=Name.DPart, DPM=Dictionary(A=String(h("dpart")))))
page[Name.Owner] = String(h("pagekey"))
page.Trans = Dictionary(S=Name.Wipe, Note=String(h("transition")))
pdf.pages.append(pikepdf.Page(ind(page)))
first = pdf.pages[0].obj
for n in range(2):
    p = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 595, 842]), Resources=Dictionary(Font=Dictionary(F=font)))
    p.Contents = ind(Stream(pdf, text(72, 700, s("page%d" % (n + 2)))))
    pdf.pages.append(pikepdf.Page(ind(p)))
second = pdf.pages[1].obj

# Remarks, links, fields and what else lies on a page.
note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([400, 700, 420, 720]), Contents=String(s("note")), T=String(h("notewho")), NM=String(h("notename")),
                  M=String("D:2020" + h("notewhen")), CreationDate=String("D:2020" + h("notemade")), Subj=String(h("notesubject")),
                  RC=String("<p>" + h("noterich") + "</p>"), Name=Name("/" + h("noteicon")), ExData=Dictionary(Type=Name.ExData, Who=String(h("noteexdata"))), AF=Array([]))
note = ind(note)
popup = ind(Dictionary(Type=Name.Annot, Subtype=Name.Popup, Rect=Array([430, 700, 500, 720]), Parent=note, Contents=String(h("popup"))))
note.Popup = popup
reply = ind(Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([400, 660, 420, 680]), Contents=String(h("replystate")), StateModel=String("Review"), State=String("Accepted"), IRT=note))
unseen = ind(Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([400, 620, 420, 640]), Contents=String(h("hiddenremark")), F=2, DA=String("/F 9 Tf")))
box = ind(Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([400, 580, 480, 620]), T=String(h("boxwho")),
                     AP=Dictionary(N=form(text(2, 2, s("box"))), R=form(text(2, 2, h("rollover"))), D=form(text(2, 2, h("down"))))))
web = ind(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 400, 200, 420]), A=Dictionary(S=Name.URI, URI=String("https://example.org/?token=" + s("weblink"))), NM=String(h("linkname")),
                     PA=Dictionary(S=Name.URI, URI=String("https://" + h("previous")))))
inside = ind(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 380, 200, 395]), Dest=String(h("destination"))))
run = ind(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 360, 200, 375]), A=Dictionary(S=Name.Launch, F=String("C:\\" + h("launch")), Next=Dictionary(S=Name.URI, URI=String("https://" + h("nextaction"))))))
far = ind(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 340, 200, 355]), A=Dictionary(S=Name.GoToR, F=String(h("otherfile")), D=Array([0, Name.Fit]))))
local = ind(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 320, 200, 335]), A=Dictionary(S=Name.URI, URI=String("file:///home/" + h("filelink")))))
clip = ind(Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([300, 400, 320, 420]), Contents=String(h("clipwords")),
                      FS=Dictionary(Type=Name.Filespec, F=String(h("clipname")), EF=Dictionary(F=ind(Stream(pdf, h("clip").encode(), Type=Name.EmbeddedFile))))))
film = ind(Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([300, 300, 400, 380]), RichMediaContent=Dictionary(Type=Name.RichMediaContent, Assets=Dictionary(Names=Array([String(h("media")), Dictionary(Type=Name.Filespec, F=String(h("mediafile")), EF=Dictionary(F=ind(Stream(pdf, h("mediadata").encode(), Type=Name.EmbeddedFile))))])))))
sound = ind(Dictionary(Type=Name.Annot, Subtype=Name.Screen, Rect=Array([300, 260, 320, 280]), T=String(h("screen")), A=Dictionary(S=Name.Rendition, JS=String(h("rendition")))))
look = form(text(2, 8, s("answer")))
field = ind(Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, Rect=Array([72, 260, 272, 300]), T=String(h("fieldname")), TU=String(h("fieldtip")), TM=String(h("fieldmap")),
                       V=String("SHOWNanswer"), DV=String(h("fieldbefore")), RV=String("<p>" + h("fieldrich") + "</p>"), DA=String("/F 9 Tf"), F=4, AP=Dictionary(N=look),
                       AA=Dictionary(K=Dictionary(S=Name.JavaScript, JS=String(h("fieldscript")))), MK=Dictionary(CA=String(h("caption")))))
choice = ind(Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Ch, Rect=Array([72, 220, 272, 250]), T=String(h("choicename")),
                        Opt=Array([Array([String(h("export")), String(h("otherchoice"))])]), V=String("SHOWNchosen"), F=4, AP=Dictionary(N=form(text(2, 8, s("chosen"))))))
ticked = ind(Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, Rect=Array([300, 220, 500, 250]), T=String(h("tickname")), F=4, V=Name.On, AS=Name.On,
                        AP=Dictionary(N=Dictionary(On=form(text(2, 2, s("ticked"))), Off=form(text(2, 2, h("otherstate")))))))
hidden = ind(Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, Rect=Array([72, 180, 272, 210]), T=String(h("hiddenname")), V=String(h("hiddenanswer")), F=2,
                        AP=Dictionary(N=form(text(2, 8, h("hiddenlook"))))))
signature = ind(Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), SubFilter=Name("/adbe.pkcs7.detached"), Name=String(h("signer")), Location=String(h("signedat")), Reason=String(h("signedwhy")),
                           ContactInfo=String(h("signedcontact")), M=String("D:2020" + h("signedwhen")), Contents=pikepdf.String(h("signature")), ByteRange=Array([0, 1, 2, 3])))
signed = ind(Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, Rect=Array([300, 150, 500, 200]), T=String(h("signame")), V=signature, F=4, AP=Dictionary(N=form(text(2, 8, s("signature"))))))
first.Annots = Array([note, popup, reply, unseen, box, web, inside, run, far, local, clip, film, sound, field, choice, ticked, hidden, signed])
pdf.Root.AcroForm = Dictionary(Fields=Array([field, choice, ticked, hidden, signed]), SigFlags=3, DA=String("/F 9 Tf " + "% " + h("formdefault")),
                               XFA=Array([String("template"), ind(Stream(pdf, b"<x>" + h("xfa").encode() + b"</x>"))]), CO=Array([field]))

# What belongs to the whole file.
for key in ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "Company", "SourceModified"):
    pdf.docinfo[Name("/" + key)] = h("info" + key.lower())
root = pdf.Root
root.Metadata = xmp("xmp")
root.PieceInfo = Dictionary(A=Dictionary(Private=String(h("rootpiece")), LastModified=String(h("rootmodified"))))
root.OutputIntents = Array([Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=String(h("intent")), Info=String(h("intentinfo")))])
root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(h("label")))]))
root.Names = Dictionary(Dests=Dictionary(Names=Array([String("HIDdestination"), Array([second, Name.Fit])])),
                        JavaScript=Dictionary(Names=Array([String(h("scriptname")), Dictionary(S=Name.JavaScript, JS=String(h("script")))])),
                        EmbeddedFiles=Dictionary(Names=Array([String(h("attachedname")), Dictionary(Type=Name.Filespec, F=String(h("attachedfile")), Desc=String(h("attachedwords")), EF=Dictionary(F=ind(Stream(pdf, h("attached").encode(), Type=Name.EmbeddedFile))))])),
                        Templates=Dictionary(Names=Array([String(h("template")), ind(Dictionary(Type=Name.Template, Contents=ind(Stream(pdf, text(0, 0, h("templatewords"))))))])),
                        URLS=Dictionary(Names=Array([String(h("captured")), Dictionary(S=String(h("captureset")))])))
root.Dests = Dictionary({"/" + h("olddest"): Array([second, Name.Fit])})
root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(h("openaction")))
root.AA = Dictionary(WC=Dictionary(S=Name.JavaScript, JS=String(h("closing"))))
root.OCProperties = Dictionary(OCGs=Array([on, off]), D=Dictionary(Name=String(h("config")), Creator=String(h("configcreator")), Order=Array([String(h("layerorder")), on, off]), OFF=Array([off]),
                                                                  AS=Array([Dictionary(Event=Name.Print, OCGs=Array([on]), Category=Array([Name("/" + h("category"))]))])),
                               Configs=Array([Dictionary(Name=String(h("otherconfig")))]))
element = ind(Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(h("alt")), E=String(h("expansion")), ActualText=String(h("structactual")), T=String(h("structtitle")), Pg=first, K=1, ID=String(h("structid"))))
root.StructTreeRoot = ind(Dictionary(Type=Name.StructTreeRoot, K=element, RoleMap=Dictionary({"/" + h("role"): Name.P})))
root.MarkInfo = Dictionary(Marked=True)
root.Threads = Array([ind(Dictionary(Type=Name.Thread, I=Dictionary(Title=String(h("thread")), Author=String(h("threadauthor")))))])
root.SpiderInfo = Dictionary(V=1.0, C=Array([Dictionary(URL=String(h("spider")))]))
root.URI = Dictionary(Base=String("https://" + h("base")))
root.Legal = Dictionary(Attestation=String(h("legal")))
root.Collection = Dictionary(Type=Name.Collection, D=String(h("collection")))
root.DSS = Dictionary(Type=Name.DSS, Certs=Array([ind(Stream(pdf, h("certificate").encode()))]))
root.Extensions = Dictionary({"/" + h("developer"): Dictionary(BaseVersion=Name("/1.7"), ExtensionLevel=1)})
root[Name.Owner] = String(h("rootkey"))
with pdf.open_outline() as o:
    o.root.append(pikepdf.OutlineItem(s("bookmark"), 1, "Fit"))
pdf.trailer[Name.Owner] = String(h("trailerkey"))
ind(Dictionary(Old=String(h("orphan"))))
pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False, normalize_content=False, static_id=True, fix_metadata_version=False)

# An earlier version of an object, hidden by a later one, and words between objects.
data = open(out, "rb").read()
at = data.index(b"1 0 obj")
data = data[:at] + b"% " + h("filecomment").encode() + b"\n" + data[at:]
open(out + ".x", "wb").write(data)
subprocess.run(["qpdf", "--object-streams=disable", out + ".x", out + ".y"], capture_output=True)
data = open(out + ".y", "rb").read()
data = data.replace(b"%%EOF", b"", 0)
n = int(pikepdf.open(out + ".y").trailer.Size)
old = b"\n%d 0 obj\n(%s)\nendobj\n" % (n, h("oldversion").encode())
first_at = len(data) + 1
data += old
table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Root %s/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
    n, first_at, n + 1, b"%d 0 R" % pikepdf.open(out + ".y").Root.objgen[0], int(data.rstrip().split(b"startxref")[-1].split()[0]), len(data))
data += table
open(out, "wb").write(data)
print("\n".join(sorted(set(hid + shown))))
