package tree

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"render/render/wording"
)

// Sum is the digest of a text. It is the same whatever git made of the ends of
// lines in a work tree.
type Sum string

func sumOf(text []byte) Sum {
	sum := sha256.Sum256(unixLines(text))
	return Sum(hex.EncodeToString(sum[:]))
}

// Index is what a folder's index says. Each run writes one value for a decision
// and one sum for a file; git's merge of two runs, which takes the lines of both,
// gives more.
type Index struct {
	Decisions map[string][]string
	Files     map[string][]Sum

	written []byte       // as it was read; nil where it was not
	sums    map[Sum]bool // of all files; nil before it is asked for
}

// has reports whether a sum is any file's.
func (x *Index) has(sum Sum) bool {
	if x.sums == nil {
		x.sums = map[Sum]bool{}
		for _, sums := range x.Files {
			for _, s := range sums {
				x.sums[s] = true
			}
		}
	}
	return x.sums[sum]
}

// newIndex is an index that says nothing.
func newIndex() *Index { return &Index{Decisions: map[string][]string{}, Files: map[string][]Sum{}} }

// MaxIndex bounds an index that is read, in bytes: some 100 000 files.
const MaxIndex = 32 << 20

const (
	indexHead    = "# render wrote the files that are named here, and replaces and removes no others. Commit this file."
	decisionWord = "with "
	fileWord     = "file "
)

// ParseIndex reads an index. Conflict markers are passed over: the lines of both
// sides count. Whatever else render does not write is an error, since an index says
// what may be removed.
func ParseIndex(text []byte) (*Index, error) {
	x := newIndex()
	x.written = text
	number, headed := 0, false
	for line := range strings.Lines(string(unixLines(text))) {
		number++
		line = strings.TrimSuffix(line, "\n")
		decision, isDecision := strings.CutPrefix(line, decisionWord)
		file, isFile := strings.CutPrefix(line, fileWord)
		switch {
		case line == indexHead:
			headed = true
		case line == "" || isMarker(line):
		case isDecision:
			key, value, _ := strings.Cut(decision, " ")
			if !slices.Contains(x.Decisions[key], value) {
				x.Decisions[key] = append(x.Decisions[key], value)
			}
		case isFile:
			if err := x.addFile(file); err != nil {
				return nil, fmt.Errorf("line %d %w", number, err)
			}
		default:
			return nil, fmt.Errorf("line %d, %s, is none of an index", number, wording.Quote(line))
		}
	}
	if !headed {
		return nil, fmt.Errorf("does not begin as an index does")
	}
	return x, nil
}

func (x *Index) addFile(text string) error {
	name, sum, _ := strings.Cut(text, " ")
	if !writable(name) {
		return fmt.Errorf("names %s, which render never writes", wording.Quote(name))
	}
	if len(sum) != 2*sha256.Size || strings.Trim(sum, "0123456789abcdef") != "" {
		return fmt.Errorf("has %s in place of a digest", wording.Quote(sum))
	}
	if !slices.Contains(x.Files[name], Sum(sum)) {
		x.Files[name] = append(x.Files[name], Sum(sum))
	}
	return nil
}

// writable reports whether a path is one that render writes to: a file of its own
// at the root, or a name in small letters in one of its folders. So nothing that
// an index says leads out of the folder, or into .git.
func writable(name string) bool {
	top, base, inside := strings.Cut(name, "/")
	if !inside {
		return name == listingName || name == attributesName
	}
	safe := strings.Trim(base, "abcdefghijklmnopqrstuvwxyz0123456789._~-") == "" && base != "" && base[0] != '.'
	return safe && isFolder(top)
}

// text is the index as it is written: a line a decision and a file, sorted, so that
// git merges what two runs changed.
func (x *Index) text() []byte {
	var b strings.Builder
	b.WriteString(indexHead + "\n")
	for _, key := range slices.Sorted(maps.Keys(x.Decisions)) {
		for _, value := range slices.Sorted(slices.Values(x.Decisions[key])) {
			b.WriteString(strings.TrimSuffix(decisionWord+key+" "+value, " ") + "\n")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(x.Files)) {
		for _, sum := range slices.Sorted(slices.Values(x.Files[name])) {
			b.WriteString(fileWord + name + " " + string(sum) + "\n")
		}
	}
	return []byte(b.String())
}

// with is an index that also says what another one does.
func (x *Index) with(other *Index) *Index {
	out := newIndex()
	for _, one := range []*Index{x, other} {
		for key, values := range one.Decisions {
			out.Decisions[key] = union(out.Decisions[key], values)
		}
		for name, sums := range one.Files {
			out.Files[name] = union(out.Files[name], sums)
		}
	}
	return out
}

func union[T cmp.Ordered](a, b []T) []T {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}
