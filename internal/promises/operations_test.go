package promises

import "testing"

// Everything that anybody can do is done once, through the API and the portal;
// then what was recorded on the way is held to what we promise.
func TestTheStory(t *testing.T) {
	h := open(t)
	h.story()
	h.walk()
	t.Run("drives every operation", h.drivesEveryOperation)
	t.Run("does what roles allow, and all of it", h.doesWhatRolesAllow)
	t.Run("leaks nothing planted", h.leaksNothing)
	t.Run("keeps addresses in the listed attributes", h.keepsAddressesWhereListed)
}

// drivesEveryOperation: the story is whole. Whatever the API describes and the
// portal posts is in it, and succeeds.
func (h *house) drivesEveryOperation(t *testing.T) {
	for operation, done := range h.done {
		if !done {
			t.Errorf("%s never succeeds in the story: teach it (story_test.go, portal_test.go)", operation)
		}
	}
}
