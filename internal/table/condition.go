package table

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Cond is one condition on the row that an operation writes or checks.
type Cond struct {
	form  string // with %n for the attribute and %v for the value
	attr  string
	value any
	any   []Cond
}

// Equal holds where the attribute has the value.
func Equal(attr string, v any) Cond { return Cond{form: "%n = %v", attr: attr, value: v} }

// After holds where the attribute is greater than v.
func After(attr string, v any) Cond { return Cond{form: "%n > %v", attr: attr, value: v} }

// NotAfter holds where the attribute is at most v.
func NotAfter(attr string, v any) Cond { return Cond{form: "%n <= %v", attr: attr, value: v} }

// Present holds where the row has the attribute.
func Present(attr string) Cond { return Cond{form: "attribute_exists(%n)", attr: attr} }

// Absent holds where the row, or its attribute, does not exist.
func Absent(attr string) Cond { return Cond{form: "attribute_not_exists(%n)", attr: attr} }

// Either holds where one of conds does.
func Either(conds ...Cond) Cond { return Cond{any: conds} }

// expr gathers the names and values of an expression.
type expr struct {
	names  map[string]string
	values map[string]types.AttributeValue
	err    error
}

func (x *expr) name(path string) string {
	if x.names == nil {
		x.names = map[string]string{}
	}
	parts := strings.Split(path, ".")
	for i, p := range parts {
		n := "#" + p
		x.names[n] = p
		parts[i] = n
	}
	return strings.Join(parts, ".")
}

func (x *expr) value(v any) string {
	av, err := attributevalue.Marshal(v)
	if err != nil {
		x.err = err
	}
	if x.values == nil {
		x.values = map[string]types.AttributeValue{}
	}
	n := fmt.Sprintf(":v%d", len(x.values))
	x.values[n] = av
	return n
}

func (x *expr) all(conds []Cond) *string {
	if len(conds) == 0 {
		return nil
	}
	s := x.join(conds, " AND ")
	return &s
}

func (x *expr) join(conds []Cond, word string) string {
	parts := make([]string, len(conds))
	for i, c := range conds {
		if c.any != nil {
			parts[i] = "(" + x.join(c.any, " OR ") + ")"
			continue
		}
		s := strings.ReplaceAll(c.form, "%n", x.name(c.attr))
		if strings.Contains(s, "%v") {
			s = strings.ReplaceAll(s, "%v", x.value(c.value))
		}
		parts[i] = s
	}
	return strings.Join(parts, word)
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	return slices.Sorted(maps.Keys(m))
}
