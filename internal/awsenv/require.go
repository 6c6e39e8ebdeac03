package awsenv

import (
	"errors"
	"os"
	"strings"
)

// Require is an error that lists every variable of names that is unset or
// blank, so that one look at the log is enough; nil where all are there. A
// main calls it first, before anything that could fail in obscurer words.
func Require(names ...string) error {
	var missing []string
	for _, name := range names {
		if strings.TrimSpace(os.Getenv(name)) == "" {
			missing = append(missing, name)
		}
	}
	if missing == nil {
		return nil
	}
	return errors.New("missing in the environment: " + strings.Join(missing, ", "))
}
