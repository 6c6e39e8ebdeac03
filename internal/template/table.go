package template

import "fmt"

// Key names the attributes of a primary key.
type Key struct {
	Partition, Sort string
}

// Index is a secondary index: its key, and what it carries (KEYS_ONLY).
type Index struct {
	Key        Key
	Projection string
}

// Definition is the table as the template makes it.
type Definition struct {
	Key        Key
	Attributes map[string]string // type by name: S, N or B
	Indexes    map[string]Index
	Billing    string
	Expiry     string // the TTL attribute; "" where TTL is off
	Stream     string // what the stream carries; "" where there is none
	Recovery   bool   // point-in-time recovery
	Encrypted  bool
	Protected  bool // against deletion, by the table itself
	Kept       bool // when the stack is deleted or wants another table
}

type keySchema []struct {
	Name string `yaml:"AttributeName"`
	Type string `yaml:"KeyType"`
}

func (k keySchema) key() Key {
	var key Key
	for _, part := range k {
		if part.Type == "HASH" {
			key.Partition = part.Name
		} else {
			key.Sort = part.Name
		}
	}
	return key
}

// tableProperties is the template's own spelling of a table.
type tableProperties struct {
	Billing    string `yaml:"BillingMode"`
	Protected  bool   `yaml:"DeletionProtectionEnabled"`
	Attributes []struct {
		Name string `yaml:"AttributeName"`
		Type string `yaml:"AttributeType"`
	} `yaml:"AttributeDefinitions"`
	Keys    keySchema `yaml:"KeySchema"`
	Indexes []struct {
		Name       string    `yaml:"IndexName"`
		Keys       keySchema `yaml:"KeySchema"`
		Projection struct {
			Type string `yaml:"ProjectionType"`
		} `yaml:"Projection"`
	} `yaml:"GlobalSecondaryIndexes"`
	Recovery struct {
		On bool `yaml:"PointInTimeRecoveryEnabled"`
	} `yaml:"PointInTimeRecoverySpecification"`
	Encryption struct {
		On bool `yaml:"SSEEnabled"`
	} `yaml:"SSESpecification"`
	TTL struct {
		Name string `yaml:"AttributeName"`
		On   bool   `yaml:"Enabled"`
	} `yaml:"TimeToLiveSpecification"`
	Stream struct {
		View string `yaml:"StreamViewType"`
	} `yaml:"StreamSpecification"`
}

// Table gives the one table of the template at path.
func Table(path string) (Definition, error) {
	t, err := load(path)
	if err != nil {
		return Definition{}, err
	}
	tables := t.of("AWS::DynamoDB::Table")
	if len(tables) != 1 {
		return Definition{}, fmt.Errorf("template: %d tables, want one", len(tables))
	}
	r, named := tables["Table"]
	if !named {
		return Definition{}, fmt.Errorf("template: the table is not called Table")
	}
	var p tableProperties
	if err := r.Properties.Decode(&p); err != nil {
		return Definition{}, fmt.Errorf("template: table: %w", err)
	}
	d := p.definition()
	d.Kept = r.Retain == "Retain" && r.OnReplace == "Retain"
	return d, nil
}

func (p tableProperties) definition() Definition {
	d := Definition{Key: p.Keys.key(), Attributes: map[string]string{}, Indexes: map[string]Index{},
		Billing: p.Billing, Stream: p.Stream.View, Recovery: p.Recovery.On, Encrypted: p.Encryption.On, Protected: p.Protected}
	if p.TTL.On {
		d.Expiry = p.TTL.Name
	}
	for _, a := range p.Attributes {
		d.Attributes[a.Name] = a.Type
	}
	for _, i := range p.Indexes {
		d.Indexes[i.Name] = Index{Key: i.Keys.key(), Projection: i.Projection.Type}
	}
	return d
}
