# Reads a tagged book and says whatever does not agree: each marked stretch of a page's content stands in the ParentTree and in its
# element's kids, and the other way round; each annotation has its OBJR; all that is drawn is marked.
#   strict: every marked stretch is in the tree; ours: every link within the file says what it is
import pikepdf, json, sys
p = pikepdf.open(sys.argv[1])
strict, ours = 'strict' in sys.argv[2:], 'ours' in sys.argv[2:]
bad = []
num = {pg.obj.objgen: i for i, pg in enumerate(p.pages)}
root = p.Root.get('/StructTreeRoot')
if root is None or not p.Root.MarkInfo.Marked: bad.append('not tagged')
parents = {}
def nums(d, low=None, high=None):
    if '/Nums' in d:
        l = list(d.Nums)
        keys = [int(k) for k in l[::2]]
        if keys != sorted(set(keys)): bad.append('keys out of order')
        if '/Limits' in d and [int(d.Limits[0]), int(d.Limits[1])] != [keys[0], keys[-1]]: bad.append('limits')
        parents.update(zip(keys, l[1::2]))
    for k in d.get('/Kids', []): nums(k)
nums(root.ParentTree)
if parents and int(root.ParentTreeNextKey) <= max(parents): bad.append('next key')
held, objs, count, tree = {}, {}, [0], []
def walk(e, parent, depth, page):
    count[0] += 1
    if e.get('/P').objgen != parent.objgen: bad.append('parent of %s' % e.S)
    tree.append('  ' * depth + str(e.S)[1:] + (' "%s"' % e.T if '/T' in e else '') + (' alt "%s"' % e.Alt if '/Alt' in e else ''))
    pg = e.get('/Pg', page)
    k = e.get('/K')
    if k is None: bad.append('empty %s' % e.S); return
    for kid in (k if isinstance(k, pikepdf.Array) else [k]):
        if isinstance(kid, int): hold(pg, kid, e)
        elif kid.get('/Type') == '/MCR': hold(kid.get('/Pg', pg), int(kid.MCID), e)
        elif kid.get('/Type') == '/OBJR':
            objs[kid.Obj.objgen] = e
            if kid.get('/Pg', pg) is None: bad.append('no page of an object')
        else: walk(kid, e, depth + 1, None)
def hold(pg, n, e):
    key = (num[pg.objgen], n)
    if key in held: bad.append('held twice %s' % (key,))
    held[key] = e
walk(root.K, root, 0, None)
for i, pg in enumerate(p.pages):
    if '/StructParents' not in pg.obj: bad.append('page %d has no StructParents' % i); continue
    if pg.obj.get('/Tabs') != '/S': bad.append('tabs of page %d' % i)
    have, open_, depth = set(), [], 0
    for ins in pikepdf.parse_content_stream(pg):
        op = str(ins.operator)
        if op in ('BDC', 'BMC'):
            n = None
            if op == 'BDC':
                d = ins.operands[1]
                if isinstance(d, pikepdf.Name): d = pg.obj.Resources.Properties[d]
                if '/MCID' in d: n = int(d.MCID)
            if n is not None:
                if n in have: bad.append('page %d marks %d twice' % (i, n))
                have.add(n)
            open_.append(n)
        elif op == 'EMC':
            if not open_: bad.append('page %d closes what is not open' % i)
            else: open_.pop()
        elif op in ('Tj', 'TJ', "'", '"', 'Do', 'sh', 'INLINE IMAGE') and not open_: bad.append('page %d: %s is not marked' % (i, op))
    if open_: bad.append('page %d leaves a stretch open' % i)
    key = int(pg.obj.StructParents)
    of = parents.get(key, [])
    told = {n for n, e in enumerate(of) if e is not None}
    mine = {n for (q, n) in held if q == i}
    if told != mine: bad.append('page %d: ParentTree %s, tree %s' % (i, sorted(told), sorted(mine)))
    if not mine <= have: bad.append('page %d: %s are not in its content' % (i, sorted(mine - have)))
    if strict and not have <= mine: bad.append('page %d: %s are not in the tree' % (i, sorted(have - mine)))
    for n in mine:
        if of[n].objgen != held[(i, n)].objgen: bad.append('page %d: %d belongs to two' % (i, n))
    for a in pg.obj.get('/Annots', []):
        e = objs.pop(a.objgen, None)
        if e is None: bad.append('page %d: a %s is not in the tree' % (i, a.Subtype)); continue
        if parents[int(a.StructParent)].objgen != e.objgen: bad.append('page %d: the parent of a %s' % (i, a.Subtype))
        if a.Subtype == '/Link' and '/Dest' in a and '/Contents' not in a and ours: bad.append('page %d: a link says nothing' % i)
if objs: bad.append('objects of no page: %d' % len(objs))
print(json.dumps(dict(Bad=bad[:20], Elements=count[0], Tree='\n'.join(tree))))
