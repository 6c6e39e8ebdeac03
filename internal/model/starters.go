package model

import (
	"embed"
	"strings"
	"sync"
)

//go:embed starters/*.json
var files embed.FS

// Starter is a model that ships with the product, for an Admin to begin from.
type Starter struct {
	ID    string // the name of its file, such as insurance-needs
	Model Model
}

// Starters gives the models that ship, in the order of their ids. They are
// read when first asked for, so that a function which never asks starts no
// slower. The models are shared: copy one before changing it.
func Starters() []Starter { return starters() }

var starters = sync.OnceValue(func() []Starter {
	entries, err := files.ReadDir("starters")
	if err != nil {
		panic("model: " + err.Error())
	}
	var list []Starter
	for _, e := range entries {
		data, err := files.ReadFile("starters/" + e.Name())
		if err != nil {
			panic("model: " + err.Error())
		}
		m, err := Parse(data)
		if err != nil {
			panic("model: starter " + e.Name() + ": " + err.Error()) // held by a test
		}
		list = append(list, Starter{ID: strings.TrimSuffix(e.Name(), ".json"), Model: m})
	}
	return list
})
