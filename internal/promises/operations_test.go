package promises

import "testing"

// The story is whole: whatever the API describes and the portal posts is in it,
// and succeeds.
func TestTheStoryDrivesEveryOperation(t *testing.T) {
	h := open(t)
	h.story()
	h.walk()
	for operation, done := range h.done {
		if !done {
			t.Errorf("%s never succeeds in the story: teach it (story_test.go, portal_test.go)", operation)
		}
	}
}
