package api

import (
	"context"
	"time"

	"tierce/internal/people"
)

// Agent is somebody's place in an organisation.
type Agent struct {
	Account  string     `json:"account"`
	Name     string     `json:"name"`
	Email    string     `json:"email"`
	Admin    bool       `json:"admin"`
	Since    string     `json:"since"`
	Left     *time.Time `json:"left,omitempty" doc:"When the place ended; absent while active"`
	Managing int        `json:"managing" doc:"How many dossiers they manage here"`
}

// AgentsOut answers with the agents of an organisation.
type AgentsOut struct {
	Body struct {
		Agents []Agent `json:"agents"`
	}
}

// AtAgent is one agent of an organisation.
type AtAgent struct {
	AtOrganization
	Account string `path:"account" doc:"The agent's account"`
}

type changeAgent struct {
	AtAgent
	Body struct {
		Admin bool `json:"admin"`
	}
}

type deactivate struct {
	AtAgent
	Repeatable
	Body struct {
		Successor string `json:"successor,omitempty" pattern:"^[0-9a-z]{16}$" doc:"Who is to manage their dossiers; needed while they manage any"`
	}
}

// NoBody answers with a status alone.
type NoBody struct{}

func (h *house) agentRoutes() {
	const path = "/v1/organizations/{org}/agents"
	on(h, route{id: "list-agents", path: "GET " + path, does: "Who works for an organisation, and who left it"}, h.listAgents)
	on(h, route{id: "invite-agent", path: "POST " + path, does: "Invite somebody to become an agent, as an Admin", status: 201}, h.inviteAgent)
	on(h, route{id: "change-agent", path: "PATCH " + path + "/{account}", does: "Make an agent an Admin, or no longer one"}, h.changeAgent)
	on(h, route{id: "deactivate-agent", path: "POST " + path + "/{account}/deactivation", does: "End an agent's place at once"}, h.deactivateAgent)
}

func (h *house) listAgents(ctx context.Context, by people.Caller, in *AtOrganization) (*AgentsOut, error) {
	agents, _, err := h.People.Agents(ctx, by, in.Org)
	if err != nil {
		return nil, err
	}
	out := &AgentsOut{}
	out.Body.Agents = each(agents, func(a people.Agent) Agent {
		return Agent{Account: a.Account, Name: a.Name, Email: a.Email, Admin: a.Admin, Since: a.Since, Left: utc(a.Left), Managing: a.Managing}
	})
	return out, nil
}

func (h *house) changeAgent(ctx context.Context, by people.Caller, in *changeAgent) (*NoBody, error) {
	return nil, h.People.SetAdmin(ctx, by, in.Org, in.Account, in.Body.Admin)
}

func (h *house) deactivateAgent(ctx context.Context, by people.Caller, in *deactivate) (*NoBody, error) {
	return nil, h.Departure.Deactivate(ctx, by, in.Org, in.Account, in.Body.Successor)
}
