package sharekey_test

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/local/engine"
	"tierce/internal/people"
	"tierce/internal/rooms"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/sharekey"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

const (
	racers = 8    // processes
	races  = 2000 // keys
	atOnce = 6    // races under way together
	// apart is how far the clock goes from one race to the next, so that
	// nobody loses eleven in an hour (EVO-6).
	apart = 7 * time.Minute
)

// A racer is this test program run again: see race.
func TestMain(m *testing.M) {
	if name := os.Getenv("TIERCE_RACER"); name != "" {
		race(name, os.Getenv("TIERCE_RACE_TABLE"), os.Getenv("TIERCE_RACE_ENGINE"))
		return
	}
	os.Exit(m.Run())
}

// race reads a race's number, moment and key a line, redeems, and says what
// came of it.
func race(name, tableName, url string) {
	t := table.New(engine.Client(url, nil), tableName)
	var mu sync.Mutex
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		f := strings.Fields(lines.Text())
		go func() {
			at, _ := strconv.ParseInt(f[1], 10, 64) // written below
			keys := rooms.On(t, func() time.Time { return time.Unix(at, 0) }).Keys
			_, err := keys.Redeem(context.Background(), people.ByToken(roomstest.Issuer, racer(name, f[0])), f[2], "", id.New())
			said := "won"
			if err != nil {
				said = err.Error()
				if f := fault.Of(err); f != nil {
					said = f.Code
				}
			}
			mu.Lock()
			defer mu.Unlock()
			fmt.Println(f[0], said)
		}()
	}
}

// track is the processes, with what each says of each race.
type track struct {
	mu   sync.Mutex
	in   []io.Writer
	said map[string]chan string
}

func (k *track) start(t *testing.T, tableName string, n int) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "TIERCE_RACER="+strconv.Itoa(n), "TIERCE_RACE_TABLE="+tableName, "TIERCE_RACE_ENGINE="+tabletest.Endpoint(t))
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	k.in = append(k.in, in)
	go func() {
		for lines := bufio.NewScanner(out); lines.Scan(); {
			number, said, _ := strings.Cut(lines.Text(), " ")
			k.mu.Lock()
			to := k.said[number]
			k.mu.Unlock()
			to <- said
		}
	}()
}

// racer is who process n races as: another in each of the races at once, so
// that they do not wait for each other's counter of spent keys.
func racer(n, number string) string {
	i, _ := strconv.Atoi(number) // written above
	return fmt.Sprintf("racer%s-%d@conseil.example", n, i%(2*atOnce))
}

// run lets every process at one key, and gives how many said what.
func (k *track) run(number int, at time.Time, key string) map[string]int {
	n := strconv.Itoa(number)
	answers := make(chan string, racers)
	k.mu.Lock()
	k.said[n] = answers
	for _, in := range k.in {
		fmt.Fprintln(in, n, at.Unix(), key)
	}
	k.mu.Unlock()
	count := map[string]int{}
	for range racers {
		select {
		case said := <-answers:
			count[said]++
		case <-time.After(30 * time.Second):
			count["silence"]++
		}
	}
	return count
}

func TestEVO2EightProcessesRaceForAKeyAndOneWins(t *testing.T) {
	t.Parallel()
	h := roomstest.New(t)
	cabinet := h.Organization("Cabinet", claire)
	h.Organization("Conseil", marc)
	k := &track{said: map[string]chan string{}}
	for n := range racers {
		for i := range 2 * atOnce {
			hire(h, racer(strconv.Itoa(n), strconv.Itoa(i)))
		}
		k.start(t, h.Table, n)
	}
	dossiers := many(h, h.Dossier(cabinet, claire, "insurance-needs"), cmp.Or(short(), races))
	var all sync.WaitGroup
	slots := make(chan struct{}, atOnce)
	for n, d := range dossiers {
		at := roomstest.Start.Add(time.Duration(n) * apart)
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			keys := rooms.On(h.Rooms.Table, func() time.Time { return at }).Keys
			_, key, err := keys.Make(context.Background(), h.As(claire), d, sharekey.Joining, id.New())
			if err != nil {
				t.Error(err)
				return
			}
			if got := k.run(n, at, key); got["won"] != 1 || got["share-key-spent"] != racers-1 {
				t.Errorf("race %d: %v", n, got)
			}
		})
	}
	all.Wait()
	oneEach(t, h, len(dossiers))
}

// hire makes somebody what Marc is, by their row.
func hire(h *roomstest.House, email string) {
	row, err := h.Rooms.Table.Get(context.Background(), people.AccountKey(h.Account(marc)))
	if err == nil {
		err = h.Rooms.Table.Fill(context.Background(), []table.Row{table.Moved(row, people.AccountKey(h.Account(email)).PK)})
	}
	if err != nil {
		h.T.Fatal(err)
	}
}

func short() int {
	if testing.Short() {
		return 100
	}
	return 0
}

// oneEach: as many grants and trail rows of a join as there were keys.
func oneEach(t *testing.T, h *roomstest.House, n int) {
	grants, trails := 0, 0
	for _, r := range tabletest.Rows(t, h.Table) {
		if r["o_join"] != nil {
			grants++
		}
		if table.Text(r, "verb") == "key-joined" {
			trails++
		}
	}
	if grants != n || trails != n {
		t.Errorf("%d keys gave %d grants and %d trail rows", n, grants, trails)
	}
}

// many makes n dossiers like d, by their rows, and gives their ids.
func many(h *roomstest.House, d string, n int) []string {
	ids := make([]string, n)
	var rows []table.Row
	for _, r := range tabletest.Rows(h.T, h.Table) {
		if table.Text(r, "pk") != "D#"+d {
			continue
		}
		for i := range n {
			ids[i] = id.Of("race", strconv.Itoa(i))
			row := table.Moved(r, "D#"+ids[i])
			if g := table.Text(r, "g1sk"); g != "" {
				row["g1sk"] = &types.AttributeValueMemberS{Value: strings.ReplaceAll(g, d, ids[i])}
			}
			rows = append(rows, row)
		}
	}
	if err := h.Rooms.Table.Fill(context.Background(), rows); err != nil {
		h.T.Fatal(err)
	}
	return ids
}
