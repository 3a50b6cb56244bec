using System.Text.Json.Nodes;
using Simulator.Scenarios.Format;

namespace Simulator.Tests.Scenarios;

/// <summary>Scenario files made from the tables of keys: one that has every section, and variations with one thing changed.</summary>
internal static class FormatSamples
{
    /// <summary>A file that the reader accepts, with the section in it.</summary>
    /// <param name="section">A section of the format.</param>
    /// <param name="change">Receives the section's own keys and values.</param>
    public static JsonObject With(FormatSection section, Action<JsonObject> change)
    {
        var file = new JsonObject
        {
            ["name"] = "sample",
            ["hardware"] = new JsonObject { ["tdp"] = "700 W" },
            ["training"] = new JsonArray(new JsonObject { ["phase"] = "main", ["accelerator_hours"] = "1M h", ["accelerators"] = 1024 }),
        };
        change(Find(file, section));
        return file;
    }

    /// <summary>The file with a key set, and with what the key needs beside it.</summary>
    public static JsonObject WithKey(FormatSection section, FormatKey key, JsonNode? value) => With(section, target =>
    {
        foreach (var (name, beside) in Beside(section, key))
        {
            if (beside is null)
            {
                target.Remove(name);
            }
            else
            {
                target[name] = beside;
            }
        }

        target[key.Name] = value;
    });

    /// <summary>The keys and values of a section in the file, made where they are missing.</summary>
    private static JsonObject Find(JsonObject file, FormatSection section) =>
        section == ScenarioFormat.Root ? file
        : section == ScenarioFormat.Phase ? (JsonObject)file["training"]![0]!
        : section == ScenarioFormat.Server ? Inside(Inside(file, "hardware"), "server", new JsonObject { ["accelerators"] = 8, ["power"] = "10.2 kW" })
        : section == ScenarioFormat.Components ? Inside(Inside(file, "hardware"), "components")
        : section == ScenarioFormat.Component ? Inside(Inside(Inside(file, "hardware"), "components"), "cpu", new JsonObject { ["power"] = "12%" })
        : section == ScenarioFormat.Failures ? Inside(file, "failures", new JsonObject { ["mtbf_per_accelerator"] = "50_700 h", ["checkpoint"] = "60 s" })
        : section == ScenarioFormat.Serving ? Inside(file, "serving", new JsonObject { ["requests_per_day"] = "1M", ["energy_per_request"] = "1 Wh", ["duration"] = "1 year" })
        : section == ScenarioFormat.Correlation ? Item(file, "correlations", Correlated(file))
        : section == ScenarioFormat.CostLine ? Line(file)
        : section == ScenarioFormat.Published ? Item(file, "published", new JsonObject { ["output"] = "emissions", ["value"] = "552.1 t", ["tier"] = "arithmetic", ["source"] = "judgement" })
        : Inside(file, section.Name);

    private static JsonObject Correlated(JsonObject file)
    {
        file["facility"] = new JsonObject { ["pue"] = "1 + (0.05 to 0.16)" };
        file["grid"] = new JsonObject { ["carbon_intensity"] = "330 to 385 gCO2e/kWh" };
        return new JsonObject { ["between"] = new JsonArray("facility.pue", "grid.carbon_intensity"), ["spearman"] = 0.3 };
    }

    private static JsonObject Line(JsonObject file)
    {
        Inside(file, "hardware")["rental"] = "2 USD/h";
        return Item(Inside(file, "costs"), "lines", new JsonObject { ["line"] = "engineers", ["amount"] = "40k USD/month" });
    }

    private static JsonObject Inside(JsonObject parent, string name, JsonObject? content = null)
    {
        if (parent[name] is not JsonObject inside)
        {
            parent[name] = inside = content ?? [];
        }

        return inside;
    }

    private static JsonObject Item(JsonObject file, string name, JsonObject content)
    {
        file[name] = new JsonArray(content);
        return content;
    }

    // What a key needs beside it to mean something; null where it takes the place of what is there.
    private static IEnumerable<(string Name, JsonNode? Value)> Beside(FormatSection section, FormatKey key) => (section.Name, key.Name) switch
    {
        ("grid", "mix_concentration") => [("mix", new JsonObject { ["coal"] = "60%", ["hydro"] = "40%" })],
        ("grid", "accounting") => [("carbon_free_share", "80%")],
        ("facility", "uncertainty") => [("operator", "google")],
        ("grid", "uncertainty") => [("location", "germany")],
        ("component", "cost") => [("power", "12%")],
        ("phase", "energy") => [("measured_at", "it")],
        ("phase", "measured_at") => [("energy", "48.3 kWh")],
        ("phase", "duration") => [("accelerator_hours", null)],
        ("serving", "parameters" or "input_tokens" or "mfu" or "input_mfu" or "utilization" or "idle_share" or "idle_power" or "hardware") =>
            [("energy_per_request", null), ("parameters", "100G"), ("output_tokens", 500), ("mfu", "10%"), ("hardware", new JsonObject { ["peak"] = "989 TFLOP/s" })],
        ("hardware", "number_format" or "uncertainty") => [("accelerator", "h100-sxm")],
        ("hardware", "rental_includes") => [("rental", "2 USD/h")],
        ("grid", "electricity_price_includes") => [("electricity_price", "80 USD/MWh")],
        ("costs", "currency") => [("exchange_rate", "0.92 EUR/USD")],
        ("costs", "exchange_rate") => [("currency", "EUR")],
        ("costs", "price_year") => [("deflator", 1.05)],
        ("costs", "deflator") => [("price_year", 2023)],
        ("cost_line", "share") => [("amount", null), ("of", "hardware")],
        ("cost_line", "of") => [("amount", null), ("share", "5%")],
        ("correlations", "kendall") => [("spearman", null)],
        ("published", "deviation") => [("expect", "differs")],
        ("published", "expect") => [("deviation", "1%")],
        ("published", "mistake") => [("expect", "differs"), ("deviation", "1%")],
        _ => [],
    };
}
