package seal

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf16"
)

// canonical writes v as the canonical JSON of RFC 8785: members sorted by the
// UTF-16 units of their names, numbers as ECMAScript writes them, no space, and
// in strings only what must be escaped. v is of what encoding/json decodes into
// an any, which has no other numbers than float64, and of int and string lists.
func canonical(v any) (string, error) {
	var b strings.Builder
	err := write(&b, v)
	return b.String(), err
}

func write(b *strings.Builder, v any) (err error) {
	switch v := v.(type) {
	case nil:
		b.WriteString("null")
	case bool:
		fmt.Fprint(b, v)
	case int:
		err = number(b, float64(v))
	case float64:
		err = number(b, v)
	case string:
		quote(b, v)
	case []string:
		err = list(b, v)
	case []any:
		err = list(b, v)
	case map[string]any:
		err = members(b, v)
	default:
		err = fmt.Errorf("seal: no JSON value: %T", v)
	}
	return err
}

func list[T any](b *strings.Builder, all []T) error {
	b.WriteByte('[')
	for i, v := range all {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := write(b, v); err != nil {
			return err
		}
	}
	b.WriteByte(']')
	return nil
}

func members(b *strings.Builder, all map[string]any) error {
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	slices.SortFunc(names, func(x, y string) int { return slices.Compare(utf16.Encode([]rune(x)), utf16.Encode([]rune(y))) })
	b.WriteByte('{')
	for i, name := range names {
		if i > 0 {
			b.WriteByte(',')
		}
		quote(b, name)
		b.WriteByte(':')
		if err := write(b, all[name]); err != nil {
			return err
		}
	}
	b.WriteByte('}')
	return nil
}

// number writes n: encoding/json gives every float64 the shortest digits and
// the form that ECMAScript does, minus zero aside.
func number(b *strings.Builder, n float64) error {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return fmt.Errorf("seal: no JSON number: %v", n)
	}
	if n == 0 { // minus zero too
		b.WriteByte('0')
		return nil
	}
	digits, err := json.Marshal(n)
	b.Write(digits)
	return err
}

// short are the control characters with an escape of two characters.
var short = map[rune]string{'\b': `\b`, '\t': `\t`, '\n': `\n`, '\f': `\f`, '\r': `\r`, '"': `\"`, '\\': `\\`}

func quote(b *strings.Builder, s string) {
	b.WriteByte('"')
	for _, r := range s {
		switch escape, has := short[r]; {
		case has:
			b.WriteString(escape)
		case r < ' ':
			fmt.Fprintf(b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
}
