package table

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Schema is the table's definition, the same as in template.yaml: a test
// holds the two together.
func Schema(name string) *dynamodb.CreateTableInput {
	in := &dynamodb.CreateTableInput{
		TableName:            &name,
		BillingMode:          types.BillingModePayPerRequest,
		AttributeDefinitions: []types.AttributeDefinition{attr("pk"), attr("sk")},
		KeySchema:            keys("pk", "sk"),
		StreamSpecification:  &types.StreamSpecification{StreamEnabled: yes(), StreamViewType: types.StreamViewTypeKeysOnly},
	}
	for n := 1; n <= 3; n++ {
		pk, sk, index := fmt.Sprintf("g%dpk", n), fmt.Sprintf("g%dsk", n), fmt.Sprintf("GSI%d", n)
		in.AttributeDefinitions = append(in.AttributeDefinitions, attr(pk), attr(sk))
		in.GlobalSecondaryIndexes = append(in.GlobalSecondaryIndexes, types.GlobalSecondaryIndex{
			IndexName: &index, KeySchema: keys(pk, sk), Projection: &types.Projection{ProjectionType: types.ProjectionTypeKeysOnly}})
	}
	return in
}

// Create makes the table on a local engine; one that exists is left as it is.
// On AWS the template makes it.
func Create(ctx context.Context, db *dynamodb.Client, name string) error {
	_, err := db.CreateTable(ctx, Schema(name))
	var there *types.ResourceInUseException
	if errors.As(err, &there) {
		return nil
	}
	return err
}

func attr(name string) types.AttributeDefinition {
	return types.AttributeDefinition{AttributeName: &name, AttributeType: types.ScalarAttributeTypeS}
}

func keys(pk, sk string) []types.KeySchemaElement {
	return []types.KeySchemaElement{{AttributeName: &pk, KeyType: types.KeyTypeHash}, {AttributeName: &sk, KeyType: types.KeyTypeRange}}
}

func yes() *bool { t := true; return &t }
