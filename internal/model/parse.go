package model

import (
	"bytes"
	"encoding/json"
	"errors"
	"unicode/utf8"

	"tierce/internal/fault"
)

// MaxSize is the most that a model may weigh, in bytes: the file that is
// imported, and what Export writes of it.
const MaxSize = 256 << 10

// Parse reads a model from JSON and holds it to every rule. It is strict:
// a key that a model does not have, or one given twice, is refused. What is
// wrong comes back as one Invalid fault, `model-invalid`, with an entry for
// each problem at its JSON path, up to a hundred. What is no JSON is Malformed
// (`model-not-json`), and what weighs over MaxSize TooLarge.
func Parse(data []byte) (Model, error) {
	if len(data) > MaxSize {
		return Model{}, tooLarge()
	}
	if err := readable(data); err != nil {
		return Model{}, err
	}
	found := &problems{}
	m := readModel(root(data, found))
	found.model(m)
	if err := found.fault("model-invalid"); err != nil {
		return Model{}, err
	}
	if len(m.Export()) > MaxSize {
		return Model{}, tooLarge()
	}
	return m, nil
}

// Export writes the model as JSON that a person can read and Parse takes
// back: Parse(m.Export()) is m. The same model always gives the same bytes.
func (m Model) Export() []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		panic("model: " + err.Error()) // only NaN or infinite bounds, which Parse never lets in
	}
	return out.Bytes()
}

func tooLarge() error {
	return fault.New(fault.TooLarge, "model-too-large", "max", MaxSize>>10)
}

// readable refuses what is no JSON, naming the line where reading stopped.
func readable(data []byte) error {
	if !utf8.Valid(data) {
		return fault.New(fault.Malformed, "wrong-characters")
	}
	var whole json.RawMessage
	err := json.Unmarshal(data, &whole)
	if err == nil {
		return nil
	}
	at := len(data)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		at = min(at, int(syntax.Offset))
	}
	line := 1 + bytes.Count(data[:at], []byte("\n"))
	return fault.New(fault.Malformed, "model-not-json", "line", line)
}
