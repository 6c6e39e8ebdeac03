// Package text holds every sentence that a person reads, in French and in
// English (ALL-7). Other rooms name a sentence by its id and give the values;
// only the edges (portal, api, mail) turn ids into words.
//
// The sentences stand in fr/*.json and en/*.json: flat maps from id to
// sentence, one file a topic, one id a line, sorted. A sentence may hold
// placeholders such as {name}. An id stands in one file only, and both
// languages have the same ids with the same placeholders: a test says so.
package text

import (
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed fr/*.json en/*.json
var files embed.FS

// sentences are parsed when the first one of that language is asked for: a
// function that says nothing pays nothing at its start.
var (
	french  = sync.OnceValue(func() map[string]string { return load(FR) })
	english = sync.OnceValue(func() map[string]string { return load(EN) })
)

// load merges the files of one language. They are compiled in, so a file that
// cannot be parsed is a mistake of the build and panics; tests keep it out.
func load(l Lang) map[string]string {
	dir := string(l)
	entries, err := files.ReadDir(dir)
	if err != nil {
		panic("text: " + err.Error())
	}
	all := make(map[string]string, 2500) // more than there are: growing costs more than reading
	for _, e := range entries {
		b, err := files.ReadFile(dir + "/" + e.Name())
		if err == nil {
			err = read(string(b), all)
		}
		if err != nil {
			panic("text: " + dir + "/" + e.Name() + ": " + err.Error())
		}
	}
	return all
}

// read adds the sentences of a file, which has one a line. Reading lines takes
// a twentieth of the time that a parser of any JSON takes, at every start.
func read(file string, into map[string]string) error {
	for line := range strings.Lines(file) {
		_, rest, _ := strings.Cut(line, `"`)
		id, quoted, found := strings.Cut(rest, `": "`)
		if !found {
			continue // a brace
		}
		s := quoted[:strings.LastIndexByte(quoted, '"')]
		if strings.IndexByte(s, '\\') >= 0 {
			if err := json.Unmarshal([]byte(`"`+s+`"`), &s); err != nil {
				return fmt.Errorf("%s: %w", id, err)
			}
		}
		into[id] = s
	}
	return nil
}

// typeset binds a French mark to the word that it follows or precedes, so that
// no line begins or ends with a lone one. The files keep plain spaces, which
// whoever writes a sentence can see. A sentence is set when it is said: few of
// all there are.
func (l Lang) typeset(s string) string {
	if l != FR {
		return s
	}
	for _, mark := range []string{":", ";", "?", "!", "»"} {
		s = strings.ReplaceAll(s, " "+mark, noBreak+mark)
	}
	return strings.ReplaceAll(s, "« ", "«"+noBreak)
}

func (l Lang) sentences() map[string]string {
	if l == FR {
		return french()
	}
	return english()
}

// IDs lists the ids of every sentence of l, sorted.
func (l Lang) IDs() []string {
	return slices.Sorted(maps.Keys(l.sentences()))
}

// Has tells whether l has a sentence with id.
func (l Lang) Has(id string) bool {
	_, ok := l.sentences()[id]
	return ok
}

// Say gives the sentence id in l, its placeholders filled from args, which
// alternate name and value: Say("mail.hello", "name", "Ana"). A missing id
// gives the id itself, and a placeholder without a value stays as it is, so
// that a mistake is seen and never stops a page. Values are put in as they
// are: whoever writes HTML escapes the result.
func (l Lang) Say(id string, args ...any) string {
	s, ok := l.sentences()[id]
	if !ok {
		return id
	}
	return fill(l.typeset(s), args)
}

// Count gives the sentence for n things: id.one or id.other, with {n} filled
// in beside args. French counts 0 and 1 as one; English only 1.
func (l Lang) Count(id string, n int, args ...any) string {
	form := ".other"
	if n == 1 || l == FR && n == 0 {
		form = ".one"
	}
	return l.Say(id+form, append([]any{"n", n}, args...)...)
}

// fill goes over s once: braces inside a value are never taken for a
// placeholder.
func fill(s string, args []any) string {
	if len(args) == 0 || strings.IndexByte(s, '{') < 0 {
		return s
	}
	var b strings.Builder
	for {
		open := strings.IndexByte(s, '{')
		if open < 0 {
			break
		}
		end := strings.IndexByte(s[open:], '}')
		if end < 0 {
			break
		}
		end += open
		b.WriteString(s[:open])
		if v, ok := value(s[open+1:end], args); ok {
			b.WriteString(v)
		} else {
			b.WriteString(s[open : end+1])
		}
		s = s[end+1:]
	}
	b.WriteString(s)
	return b.String()
}

// value finds name among the alternating args.
func value(name string, args []any) (string, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] != name {
			continue
		}
		switch v := args[i+1].(type) {
		case string:
			return v, true
		case int:
			return strconv.Itoa(v), true
		default:
			return fmt.Sprint(v), true
		}
	}
	return "", false
}
