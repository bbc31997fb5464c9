//go:build fuse && linux

package main

import (
	"context"
	"sync"
	"syscall"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"

	"ehccasefile/casefile/internal/powercut"
)

// ackName is the file into which the session writes what it acknowledges. It is no part of the disk.
const ackName = "acks"

// recorder writes down what the disk is asked, in the order in which it answers.
type recorder struct {
	mu  sync.Mutex
	log powercut.Log
}

// did does something on the disk below and writes it down when it went well.
func (r *recorder) did(op powercut.Op, do func() syscall.Errno) syscall.Errno {
	r.mu.Lock()
	defer r.mu.Unlock()
	errno := do()
	if errno == 0 && op.Name != ackName {
		r.log = append(r.log, op)
	}
	return errno
}

func (r *recorder) root(below string) (fs.InodeEmbedder, error) {
	var st syscall.Stat_t
	if err := syscall.Stat(below, &st); err != nil {
		return nil, err
	}
	root := &fs.LoopbackRoot{Path: below, Dev: uint64(st.Dev)}
	root.NewNode = func(data *fs.LoopbackRoot, _ *fs.Inode, _ string, _ *syscall.Stat_t) fs.InodeEmbedder {
		return &node{fs.LoopbackNode{RootData: data}, r}
	}
	root.RootNode = root.NewNode(root, nil, "", &st)
	return root.RootNode, nil
}

// node is a file or the folder.
type node struct {
	fs.LoopbackNode
	r *recorder
}

func (n *node) id() uint64 { return n.StableAttr().Ino }

func (n *node) Create(ctx context.Context, name string, flags, mode uint32, out *fuse.EntryOut) (in *fs.Inode, h fs.FileHandle, fl uint32, errno syscall.Errno) {
	in, h, fl, errno = n.LoopbackNode.Create(ctx, name, flags&^syscall.O_APPEND, mode, out)
	if errno != 0 {
		return nil, nil, 0, errno
	}
	file := in.StableAttr().Ino
	n.r.did(powercut.Op{Kind: powercut.Create, File: file, Name: name}, func() syscall.Errno { return 0 })
	return in, &handle{h, n.r, file, name == ackName}, fl, 0
}

func (n *node) Open(ctx context.Context, flags uint32) (fs.FileHandle, uint32, syscall.Errno) {
	h, fl, errno := n.LoopbackNode.Open(ctx, flags&^syscall.O_APPEND)
	if errno != 0 {
		return nil, 0, errno
	}
	return &handle{h, n.r, n.id(), false}, fl, 0
}

func (n *node) Link(ctx context.Context, target fs.InodeEmbedder, name string, out *fuse.EntryOut) (in *fs.Inode, errno syscall.Errno) {
	old := target.EmbeddedInode()
	was, _ := old.Parent()
	errno = n.r.did(powercut.Op{Kind: powercut.Link, File: old.StableAttr().Ino, Name: was, To: name}, func() syscall.Errno {
		in, errno = n.LoopbackNode.Link(ctx, target, name, out)
		return errno
	})
	return in, errno
}

func (n *node) Rename(ctx context.Context, name string, to fs.InodeEmbedder, as string, flags uint32) syscall.Errno {
	return n.r.did(powercut.Op{Kind: powercut.Rename, Name: name, To: as}, func() syscall.Errno {
		return n.LoopbackNode.Rename(ctx, name, to, as, flags)
	})
}

func (n *node) Unlink(ctx context.Context, name string) syscall.Errno {
	return n.r.did(powercut.Op{Kind: powercut.Unlink, Name: name}, func() syscall.Errno { return n.LoopbackNode.Unlink(ctx, name) })
}

func (n *node) Setattr(ctx context.Context, h fs.FileHandle, in *fuse.SetAttrIn, out *fuse.AttrOut) syscall.Errno {
	if own, ok := h.(*handle); ok {
		h = own.FileHandle
	}
	set := func() syscall.Errno { return n.LoopbackNode.Setattr(ctx, h, in, out) }
	if size, ok := in.GetSize(); ok {
		return n.r.did(powercut.Op{Kind: powercut.Truncate, File: n.id(), Off: int64(size)}, set)
	}
	return set()
}

// Fsync syncs a file or, without a handle of ours, the folder. The disk below need not: the recording is what counts.
func (n *node) Fsync(_ context.Context, h fs.FileHandle, _ uint32) syscall.Errno {
	op := powercut.Op{Kind: powercut.SyncDir}
	if own, ok := h.(*handle); ok {
		op = powercut.Op{Kind: powercut.Sync, File: own.file}
	}
	return n.r.did(op, func() syscall.Errno { return 0 })
}

// handle is an open file.
type handle struct {
	fs.FileHandle
	r    *recorder
	file uint64
	acks bool
}

func (h *handle) Read(ctx context.Context, b []byte, off int64) (fuse.ReadResult, syscall.Errno) {
	return h.FileHandle.(fs.FileReader).Read(ctx, b, off)
}

func (h *handle) Write(ctx context.Context, b []byte, off int64) (n uint32, errno syscall.Errno) {
	op := powercut.Op{Kind: powercut.Write, File: h.file, Off: off, Data: append([]byte(nil), b...)}
	if h.acks {
		op = powercut.Op{Kind: powercut.Ack, Data: op.Data}
	}
	errno = h.r.did(op, func() syscall.Errno {
		n, errno = h.FileHandle.(fs.FileWriter).Write(ctx, b, off)
		return errno
	})
	return n, errno
}

func (h *handle) Flush(context.Context) syscall.Errno { return 0 }

func (h *handle) Release(ctx context.Context) syscall.Errno {
	return h.FileHandle.(fs.FileReleaser).Release(ctx)
}

// folder is the open folder.
type folder struct {
	fs.FileHandle
	r *recorder
}

func (n *node) OpendirHandle(ctx context.Context, flags uint32) (fs.FileHandle, uint32, syscall.Errno) {
	h, fl, errno := n.LoopbackNode.OpendirHandle(ctx, flags)
	if errno != 0 {
		return nil, 0, errno
	}
	return &folder{h, n.r}, fl, 0
}

func (d *folder) Readdirent(ctx context.Context) (*fuse.DirEntry, syscall.Errno) {
	return d.FileHandle.(fs.FileReaddirenter).Readdirent(ctx)
}

func (d *folder) Releasedir(ctx context.Context, flags uint32) {
	d.FileHandle.(fs.FileReleasedirer).Releasedir(ctx, flags)
}

func (d *folder) Fsyncdir(context.Context, uint32) syscall.Errno {
	return d.r.did(powercut.Op{Kind: powercut.SyncDir}, func() syscall.Errno { return 0 })
}
