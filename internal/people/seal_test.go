package people_test

import (
	"testing"

	"tierce/internal/rooms/roomstest"
)

func TestWhatASessionSealsOpensInItOnlyAndForThatOnly(t *testing.T) {
	h := roomstest.New(t)
	s, other := begun(t, h), begun(t, h)
	sealed := s.Seal("proof", []byte("a token"))
	if plain, ok := s.Unseal("proof", sealed); !ok || string(plain) != "a token" {
		t.Fatalf("%q, %v", plain, ok)
	}
	if again := s.Seal("proof", []byte("a token")); again == sealed {
		t.Error("the same twice looks the same")
	}
	for what, opened := range map[string]func() ([]byte, bool){
		"another session": func() ([]byte, bool) { return other.Unseal("proof", sealed) },
		"another purpose": func() ([]byte, bool) { return s.Unseal("form", sealed) },
		"a changed value": func() ([]byte, bool) { return s.Unseal("proof", sealed[1:]) },
		"no value":        func() ([]byte, bool) { return s.Unseal("proof", "") },
		"no base64":       func() ([]byte, bool) { return s.Unseal("proof", "é") },
	} {
		if plain, ok := opened(); ok {
			t.Errorf("%s opens %q", what, plain)
		}
	}
}
