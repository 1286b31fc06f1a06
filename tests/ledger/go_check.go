// Reads a log that evenhand wrote with Go's own sumdb packages, which nobody here wrote: the checkpoint's
// signature, the root from the tiles, every entry's inclusion, and the consistency of two checkpoints.
//
//	usage: go_check DIR VKEY [EARLIER_CHECKPOINT]
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func openCheckpoint(file, vkey string) tlog.Tree {
	bytes, err := os.ReadFile(file)
	must(err)
	verifier, err := note.NewVerifier(vkey)
	must(err)
	opened, err := note.Open(bytes, note.VerifierList(verifier))
	must(err)
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() {
		must(fmt.Errorf("the origin is %q", lines[0]))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	must(err)
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree
}

// files gives tlog the tiles; the library's paths have the height in them (tile/8/0/000), C2SP's do not.
type files struct{ dir string }

func (f files) Height() int { return 8 }
func (f files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		bytes, err := os.ReadFile(filepath.Join(f.dir, path))
		if err != nil {
			return nil, err
		}
		all = append(all, bytes)
	}
	return all, nil
}
func (f files) SaveTiles([]tlog.Tile, [][]byte) {}

func entries(dir string, n, size int64) [][]byte {
	path := tlog.Tile{H: 8, L: 0, N: n, W: 256}
	if left := size - n*256; left < 256 {
		path.W = int(left)
	}
	bytes, err := os.ReadFile(filepath.Join(dir, strings.Replace(path.Path(), "tile/8/0/", "tile/entries/", 1)))
	must(err)
	var found [][]byte
	for len(bytes) > 0 {
		length := int(binary.BigEndian.Uint16(bytes))
		found = append(found, bytes[2:2+length])
		bytes = bytes[2+length:]
	}
	if len(found) != path.W {
		must(fmt.Errorf("bundle %d has %d entries, not %d", n, len(found), path.W))
	}
	return found
}

func main() {
	dir, vkey := os.Args[1], os.Args[2]
	tree := openCheckpoint(filepath.Join(dir, "checkpoint"), vkey)
	// TileHashReader authenticates every tile that it reads against the root.
	reader := tlog.TileHashReader(tree, files{dir})
	proofs := 0
	for n := int64(0); n*256 < tree.N; n++ {
		for i, entry := range entries(dir, n, tree.N) {
			index := n*256 + int64(i)
			leaf := tlog.RecordHash(entry)
			hashes, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
			must(err)
			if hashes[0] != leaf {
				must(fmt.Errorf("entry %d does not hash to its leaf", index))
			}
			if index%37 == 0 || index == tree.N-1 {
				proof, err := tlog.ProveRecord(tree.N, index, reader)
				must(err)
				must(tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf))
				proofs++
			}
		}
	}
	if len(os.Args) > 3 {
		old := openCheckpoint(os.Args[3], vkey)
		proof, err := tlog.ProveTree(tree.N, old.N, reader)
		must(err)
		must(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash))
	}
	fmt.Printf("Go agrees: %d entries, %d proofs\n", tree.N, proofs)
}
