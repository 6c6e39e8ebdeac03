package roomstest

import "sync"

// Meet runs acts at one moment and gives their answers, each in the place of
// its act.
func Meet(acts ...func() error) []error {
	answers := make([]error, len(acts))
	start := make(chan struct{})
	var all sync.WaitGroup
	for i, act := range acts {
		all.Go(func() {
			<-start
			answers[i] = act()
		})
	}
	close(start)
	all.Wait()
	return answers
}
