// Package dashboards checks the dashboards of mesh/monitoring against Grafana's schema.
package dashboards

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/prometheus"
)

const folder = "../../../mesh/monitoring/dashboards"

// check reads a dashboard: unknown fields, unknown panels, wrong types and data sources that are no variable are errors.
func check(text []byte) error {
	plugins.RegisterDefaultPlugins()
	board := dashboard.Dashboard{}
	if err := found(board.UnmarshalJSONStrict(text)); err != nil {
		return err
	}
	// The library is lenient with these parts.
	parts := struct {
		Panels []struct {
			Title       string
			Type        string
			Datasource  struct{ Uid string }
			FieldConfig json.RawMessage
			Targets     []json.RawMessage
		}
		Templating struct{ List []struct{ Name, Type string } }
	}{}
	if err := json.Unmarshal(text, &parts); err != nil {
		return err
	}
	sources := map[string]bool{}
	for _, variable := range parts.Templating.List {
		if variable.Type == string(dashboard.VariableTypeDatasource) {
			sources["${"+variable.Name+"}"] = true
		}
	}
	for _, panel := range parts.Panels {
		if _, known := cog.ConfigForPanelcfgVariant(panel.Type); !known {
			return fmt.Errorf("%s: unknown panel type %q", panel.Title, panel.Type)
		}
		if !sources[panel.Datasource.Uid] {
			return fmt.Errorf("%s: data source %q is no variable", panel.Title, panel.Datasource.Uid)
		}
		fields := dashboard.FieldConfigSource{}
		if err := found(fields.UnmarshalJSONStrict(panel.FieldConfig)); err != nil {
			return fmt.Errorf("%s: %w", panel.Title, err)
		}
		for _, target := range panel.Targets {
			query := prometheus.Dataquery{}
			if err := found(query.UnmarshalJSONStrict(target)); err != nil {
				return fmt.Errorf("%s: %w", panel.Title, err)
			}
		}
	}
	// What was read strictly lacks its panels.
	if err := json.Unmarshal(text, &board); err != nil {
		return err
	}
	return found(board.Validate())
}

// found is nil for the empty list of errors that the library gives where there are none.
func found(err error) error {
	var errs cog.BuildErrors
	if errors.As(err, &errs) && len(errs) == 0 {
		return nil
	}
	return err
}

func files(t *testing.T) []string {
	names, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil || len(names) < 2 {
		t.Fatalf("dashboards in %s: %v, %v", folder, names, err)
	}
	return names
}

func TestGrafanaAcceptsTheDashboards(t *testing.T) {
	for _, name := range files(t) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := check(text); err != nil {
			t.Errorf("%s: %v", filepath.Base(name), err)
		}
	}
}

func TestWrongDashboardsAreRefused(t *testing.T) {
	bytes, err := os.ReadFile(files(t)[0])
	if err != nil {
		t.Fatal(err)
	}
	text := string(bytes)
	for _, wrong := range []struct{ right, wrong, message string }{
		{`"title":`, `"name":`, "unexpected field 'name'"},
		{`"panels":`, `"rows": [], "panels":`, "unexpected field 'rows'"},
		{`"type": "timeseries"`, `"type": "graph2"`, "unknown panel type"},
		{`"unit":`, `"units":`, "unexpected field 'units'"},
		{`"expr":`, `"expression":`, "unexpected field 'expression'"},
		{`"w": 12`, `"w": "12"`, "cannot unmarshal"},
		{`"w": 12`, `"w": 30`, "gridPos"},
		{`"uid": "${source}"`, `"uid": "${sauce}"`, "is no variable"},
		{`"annotations": {`, `"annotation": {`, "required field is missing"},
	} {
		if err := check([]byte(strings.Replace(text, wrong.right, wrong.wrong, 1))); err == nil || !strings.Contains(err.Error(), wrong.message) {
			t.Errorf("%s: %v", wrong.wrong, err)
		}
	}
}
