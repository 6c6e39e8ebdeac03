package model

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
)

// object is a JSON object that remembers the keys it was given twice, which
// encoding/json forgets.
type object struct {
	keys   []string
	values map[string]any
	twice  []string
}

// grow reads one JSON value: object, []any, string, json.Number, bool or nil.
// Its input was found valid before, so a token can only fail at the end.
func grow(d *json.Decoder) any {
	t, err := d.Token()
	if err != nil {
		return nil
	}
	switch t {
	case json.Delim('{'):
		return growObject(d)
	case json.Delim('['):
		list := []any{}
		for d.More() {
			list = append(list, grow(d))
		}
		d.Token()
		return list
	}
	return t
}

func growObject(d *json.Decoder) object {
	o := object{values: map[string]any{}}
	for d.More() {
		t, _ := d.Token()
		key, _ := t.(string)
		value := grow(d)
		if _, ok := o.values[key]; ok {
			o.twice = append(o.twice, key)
			continue
		}
		o.keys = append(o.keys, key)
		o.values[key] = value
	}
	d.Token()
	return o
}

// node is a value of the tree with its path. Reading a node as what it is not
// notes a problem and gives the zero value; an absent node, or null, gives the
// zero value silently, and the rules of the model say what may be absent.
type node struct {
	path  string
	value any
	to    *problems
}

func root(data []byte, to *problems) node {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return node{value: grow(d), to: to}
}

// having reads the node as an object with no keys but those known.
func (n node) having(known ...string) node {
	o, ok := n.value.(object)
	if !ok {
		if n.value != nil {
			n.to.unread(n.path, "wrong-type")
		}
		return node{path: n.path, to: n.to}
	}
	for _, key := range o.twice {
		n.to.add(under(n.path, key), "model-duplicate-key")
	}
	for _, key := range o.keys {
		if !slices.Contains(known, key) {
			n.to.add(under(n.path, key), "unknown-field")
		}
	}
	return n
}

func (n node) at(key string) node {
	o, _ := n.value.(object)
	return node{under(n.path, key), o.values[key], n.to}
}

func (n node) items() []node {
	list, ok := n.value.([]any)
	if !ok {
		if n.value != nil {
			n.to.unread(n.path, "wrong-type")
		}
		return nil
	}
	nodes := make([]node, len(list))
	for i, v := range list {
		nodes[i] = node{item(n.path, i), v, n.to}
	}
	return nodes
}

func (n node) word() string {
	s, ok := n.value.(string)
	if !ok && n.value != nil {
		n.to.unread(n.path, "wrong-type")
	}
	return s
}

func (n node) flag() bool {
	b, ok := n.value.(bool)
	if !ok && n.value != nil {
		n.to.unread(n.path, "wrong-type")
	}
	return b
}

func (n node) figure() *float64 {
	if n.value == nil {
		return nil
	}
	digits, _ := n.value.(json.Number)
	f, err := strconv.ParseFloat(string(digits), 64)
	if err != nil {
		n.to.unread(n.path, "wrong-number")
		return nil
	}
	return &f
}

func (n node) count() int {
	if n.value == nil {
		return 0
	}
	digits, _ := n.value.(json.Number)
	i, err := strconv.Atoi(string(digits))
	if err != nil {
		n.to.unread(n.path, "wrong-number")
	}
	return i
}
