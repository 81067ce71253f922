package review

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"render/render/compare"
	"render/render/diag"
	"render/render/wording"
)

// maxComment is how many characters a comment on GitHub has at most. They are counted in
// bytes here, of which there are no fewer.
const maxComment = 65536

// spare is what is kept for what closes a comment.
const spare = 400

// maxOpen is how many consequences a comment shows unfolded, the heaviest first.
const maxOpen = 30

// comment is a review as a comment on GitHub: what is counted first, then what the change
// does, then each object, folded. What finds no place any more is counted; whatever is
// left out, each tag that is opened is closed.
func (r *Review) comment(w io.Writer) error {
	c := &comment{left: maxComment - spare}
	c.add("### render diff: " + prose(r.summary()) + "\n\n")
	c.add(sideNamed(r.Old, r.OldWith) + " → " + sideNamed(r.New, r.NewWith) + ", applied by " + r.Applier.String() + "\n\n")
	for _, d := range r.Decisions {
		c.add("> " + prose(decision(d)) + "\n\n")
	}
	r.commentConsequences(c)
	r.commentRequests(c)
	r.commentObjects(c)
	if len(r.Files) > 0 {
		var files []string
		for _, f := range r.Files {
			files = append(files, "- "+prose(fileLine(f))+"\n")
		}
		c.folded(wording.Number(len(files), "file")+" beside the objects", files)
	}
	for _, aside := range r.asides() {
		c.add("_" + prose(aside) + "_\n\n")
	}
	if c.cut {
		c.b.WriteString("\n**This is not all of it: the comment would be too long.** `render diff` tells the rest.\n")
	}
	_, err := io.WriteString(w, c.b.String())
	return err
}

// sideNamed is what a side is called, with what changed it.
func sideNamed(name, with string) string {
	if with == "" {
		return code(name)
	}
	return code(name) + " with " + code(diag.Shorten(with))
}

func (r *Review) commentConsequences(c *comment) {
	list := r.Consequences
	if len(list.Consequences) > 0 {
		c.add("#### What it does on the cluster\n\n")
	}
	var more []string
	for i, one := range list.Consequences {
		text := fmt.Sprintf("- **%s** %s %s\n", one.Severity, prose(told(one.Message)), code(one.Code))
		if one.Help != "" {
			text += "  <br>" + prose(told(one.Help)) + "\n"
		}
		if i < maxOpen {
			c.add(text)
		} else {
			more = append(more, text)
		}
	}
	if len(list.Consequences) > 0 {
		c.add("\n")
	}
	if len(more) > 0 {
		c.folded(wording.Number(len(more), "more consequence"), c.first(more, c.left/2))
	}
	if len(list.Steps) > 0 {
		var steps []string
		for i, step := range list.Steps {
			steps = append(steps, fmt.Sprintf("%d. %s\n", i+1, prose(told(step))))
		}
		if list.Commits {
			steps = append(steps, "\n"+prose(inCommits)+"\n")
		}
		c.folded("In this order it is safe"+butFor(list.Remaining())+r.asFar(), steps)
	}
}

// commentRequests are a list that can be unfolded.
func (r *Review) commentRequests(c *comment) {
	if r.Requests == nil {
		return
	}
	var items []string
	for i := range r.Requests.Changes {
		one := &r.Requests.Changes[i]
		old, now, why, help := endsOf(one)
		text := fmt.Sprintf("- **%s** %s%s<br>%s → %s", one.Kind, code(told(one.Request.Words())), andLike(one), prose(old), prose(now))
		for _, more := range [...]string{why, help} {
			if more != "" {
				text += "<br>" + prose(more)
			}
		}
		items = append(items, text+"\n")
	}
	if len(items) == 0 {
		c.add(prose(r.Requests.summary()) + "\n\n")
		return
	}
	c.folded(r.Requests.summary(), c.first(items, c.left/2))
}

func (r *Review) commentObjects(c *comment) {
	changes := r.changes()
	if len(changes) == 0 {
		return
	}
	var blocks []string
	size, room := 0, c.left-2*spare
	for i := range changes {
		block, whole := objectBlock(&changes[i], room-size)
		c.cut = c.cut || !whole
		if size > maxComment { // no more of them find a place
			block = "\n"
		}
		size += len(block)
		blocks = append(blocks, block)
	}
	c.folded(wording.Number(len(changes), "object"), blocks)
}

// objectBlock is a change of an object: its fields as a difference in a fence that
// nothing in it closes, as many of its lines as find room where there is some, and whether
// that is all.
func objectBlock(c *compare.Change, room int) (block string, whole bool) {
	head := code(c.Kind.String() + " " + title(c))
	all := fieldLines(c)
	if len(all) == 0 {
		return "\n- " + head + "\n\n", true // what follows a tag without an empty line is HTML, and no item
	}
	var b strings.Builder
	left := 0 // of the lines
	for i, l := range all {
		if text := string(l.sign) + " " + l.text + "\n"; room < spare || len(head)+b.Len()+len(text)+spare/2 < room {
			b.WriteString(text)
			continue
		}
		left = len(all) - i
		b.WriteString("  and " + wording.Number(left, "more line") + "\n")
		break
	}
	fence := fenceFor(b.String())
	return "<details><summary>" + head + "</summary>\n\n" + fence + "diff\n" + b.String() + fence + "\n\n</details>\n", left == 0
}

// comment is one that grows to its limit.
type comment struct {
	b    strings.Builder
	left int
	cut  bool // something found no place
}

// add takes a text in as a whole, or not at all.
func (c *comment) add(text string) bool {
	if len(text) > c.left {
		c.cut = true
		return false
	}
	c.left -= len(text)
	c.b.WriteString(text)
	return true
}

// folded takes in what can be unfolded, as many of its parts as find a place.
func (c *comment) folded(title string, parts []string) {
	const end = "\n</details>\n\n"
	head := "<details><summary>" + prose(title) + "</summary>\n\n"
	if len(head)+len(end) > c.left {
		c.cut = true
		return
	}
	c.left -= len(end)
	c.add(head)
	for i, part := range parts {
		if !c.add(part) {
			c.left += spare / 4
			c.add(fmt.Sprintf("\nand %d more\n", len(parts)-i))
			c.left -= spare / 4
			break
		}
	}
	c.b.WriteString(end)
}

// first are as many of some parts as find a place in some bytes, and how many do not.
func (c *comment) first(parts []string, bytes int) []string {
	for i, part := range parts {
		if bytes -= len(part); bytes < 0 {
			c.cut = true
			return append(parts[:i:i], fmt.Sprintf("\nand %d more\n", len(parts)-i))
		}
	}
	return parts
}

// prose is a text in which Markdown and HTML find nothing of theirs: no mark, no tag, no
// name of a person, no number of an issue.
func prose(text string) string {
	const marks = "\\`*_{}[]<>#|~@&$"
	var b strings.Builder
	for _, c := range text {
		switch {
		case c == '\n':
			b.WriteByte(' ')
		case c < utf8.RuneSelf && strings.ContainsRune(marks, c):
			fmt.Fprintf(&b, "&#%d;", c)
			if c == '@' || c == '#' { // GitHub looks for names and numbers once marks are read
				b.WriteString("&#8203;")
			}
		default:
			b.WriteRune(c)
		}
	}
	return strings.TrimSpace(strings.ReplaceAll(b.String(), "://", ":&#47;&#47;"))
}

// code is a text as code in a line, whatever backticks are in it.
func code(text string) string {
	if text == "" {
		return ""
	}
	return "<code>" + prose(safe(text)) + "</code>"
}

// fenceFor is a fence that is longer than any run of backticks in a text.
func fenceFor(text string) string {
	longest, run := 0, 0
	for i := range len(text) {
		if text[i] == '`' {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	return strings.Repeat("`", max(3, longest+1))
}
