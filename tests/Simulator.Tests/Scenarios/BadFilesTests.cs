using System.Text;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;

namespace Simulator.Tests.Scenarios;

/// <summary>Files that are refused: each with one error that says where, what, and what instead.</summary>
public class BadFilesTests
{
    private const string Hardware = "hardware: {tdp: 700 W}\n";
    private const string Training = "training: [{accelerator_hours: 1 h}]\n";
    private const string Whole = $"name: x\n{Hardware}{Training}";

    /// <summary>Text; line, column and path of the error; parts of what was found, what is allowed, and the hint.</summary>
    public static TheoryData<string, int, int, string, string, string, string> Rows { get; } = new()
    {
        // YAML
        { "", 1, 1, "", "no content", "a scenario", "scenarios/" },
        { "# only a comment\n\n", 1, 1, "", "no content", "a scenario", "" },
        { "just a text", 1, 1, "", "text of 11 characters in 1 line, which is no scenario", "keys and values", "" },
        { "- a\n- b\n", 1, 1, "", "a list", "keys and values", "" },
        { $"{Whole}facility:\n\tpue: 1.1\n", 5, 1, "", "a tab", "spaces", "two spaces" },
        { $"{Whole}facility: {{pue: 1.1\n", 5, 1, "", "not YAML", "YAML", "" },
        { $"{Whole}---\nname: y\n", 4, 1, "", "a second document", "one scenario", "a separate file" },
        { $"{Whole}name: y\n", 4, 1, "", "the key 'name' a second time", "line 1", "" },
        { $"{Whole}facility:\n  pue: 1.1\n  pue: 1.2\n", 6, 3, "", "the key 'pue' a second time", "line 5", "" },
        { $"{Whole}? [a, b]\n: c\n", 4, 3, "", "a key that is not a plain word", "", "" },
        { $"{Whole}facility: *nothing\n", 4, 11, "", "the alias *nothing", "whose anchor", "" },
        { $"{Whole}facility: &a {{pue: *a}}\n", 4, 20, "", "inside its own anchor", "", "" },
        { $"{Whole}facility: {new string('[', 60)}\n", 4, 43, "", "more than 32 levels", "at most 32", "" },
        { $"{Whole}facility: {{pue: pert(1.05, 1.12, 1.4)}}\n", 4, 17, "", "cut off at a comma", "quotes", "\"pert(1.05, 1.12, 1.4)\"" },
        { $"{Whole}facility: {{<<: {{pue: 1}}}}\n", 4, 12, "facility.<<", "unknown key '<<'", "", "extends" },

        // Keys
        { $"{Hardware}{Training}", 1, 1, "name", "nothing", "name", "" },
        { $"name:\n{Hardware}{Training}", 1, 6, "name", "nothing", "", "" },
        { $"{Whole}facilty: {{pue: 1.1}}\n", 4, 1, "facilty", "unknown key 'facilty'", "name, description", "facility" },
        { $"{Whole}facility: {{PUE: 1.1}}\n", 4, 12, "facility.PUE", "unknown key 'PUE'", "pue, cooling_share", "pue" },
        { $"{Whole}pue: 1.1\n", 4, 1, "pue", "unknown key 'pue'", "", "belongs under facility:" },
        { $"{Whole}facility: {{seed: 1}}\n", 4, 12, "facility.seed", "unknown key 'seed'", "", "belongs under simulation:" },
        { $"{Whole}facility: 1.1\n", 4, 11, "facility", "'1.1'", "keys and values: pue", "" },
        { $"name: x\n{Training}", 2, 12, "hardware.tdp", "no accelerator and no rated power", "accelerator", "" },
        { $"name: x\nhardware: {{accelerator: h100-smx}}\n{Training}", 2, 25, "hardware.accelerator", "'h100-smx'", "simulator list accelerators", "h100-sxm" },
        { $"{Whole}grid: {{location: swedn}}\n", 4, 18, "grid.location", "'swedn'", "simulator list locations", "sweden" },
        { $"{Whole}limits: p95 emissions < 12 kt\n", 4, 9, "limits", "'p95 emissions < 12 kt'", "a list of limits", "" },
        { $"{Whole}limits: [p95 emissions < 12 kt, [a]]\n", 4, 33, "limits[2]", "a list", "a limit, e.g.", "" },
        { $"{Whole}limits: [p95 emissions < 12 kt, p95 emisions < 12 kt]\n", 4, 37, "limits[2]", "'emisions'", "one of it_energy", "emissions?" },
        { $"{Whole}limits:\n  - mean energy < 12 kt\n", 5, 19, "limits[1]", "12 kt (mass)", "energy, e.g. in MWh", "" },
        { $"{Whole}simulation: {{sampler: sobel}}\n", 4, 23, "simulation.sampler", "'sobel'", "sobol or random", "sobol" },
        { $"{Whole}simulation: {{samples: 0}}\n", 4, 23, "simulation.samples", "0", "between 1 and", "" },
        { $"{Whole}simulation: {{samples: 1.5}}\n", 4, 23, "simulation.samples", "1.5", "a whole number", "" },
        { $"{Whole}simulation: {{samples: many}}\n", 4, 23, "simulation.samples", "'many'", "a whole number", "" },
        { $"{Whole}simulation: {{seed: -1}}\n", 4, 20, "simulation.seed", "'-1'", "a whole number", "" },
        { $"{Whole}simulation: {{interval: 90}}\n", 4, 24, "simulation.interval", "90", "a share", "90%?" },

        // Alternatives
        { $"name: x\nhardware: {{tdp: 700 W, overhead: 1.2, server: {{accelerators: 8, power: 10 kW}}}}\n{Training}", 2, 39, "hardware.server", "both overhead and server", "one of overhead, components, server", "give one" },
        { $"name: x\nhardware: {{tdp: 700 W, rental: 2 USD/h, price: 25k USD}}\n{Training}", 2, 41, "hardware.price", "both rental and price", "one of rental, price", "give one" },
        { $"{Whole}grid: {{carbon_intensity: 1 kg/kWh, mix: {{coal: 100%}}}}\n", 4, 36, "grid.mix", "both carbon_intensity and mix", "one of", "give one" },
        { $"{Whole}grid: {{mix_concentration: 50}}\n", 4, 7, "grid.mix_concentration", "no mix for training.training", "mix:", "" },
        { $"name: x\nhardware: {{tdp: 700 W, server: {{accelerators: 8}}}}\n{Training}", 2, 32, "hardware.server.power", "nothing", "power", "" },
        { $"name: x\nhardware: {{tdp: 700 W, components: {{cpu: {{cost: 8%}}}}}}\n{Training}", 2, 42, "hardware.components.cpu.power", "cost without power", "0%", "" },
        { $"name: x\nhardware: {{tdp: 700 W, components: {{cpu: {{power: 9%, cost: 60%}}, memory: {{power: 5%, cost: 60%}}}}}}\n{Training}", 2, 36, "hardware.components", "costs that sum to 120%", "at most 100%", "" },
        { $"name: x\nhardware: {{tdp: 700 W, components: {{gpu: 8%}}}}\n{Training}", 2, 37, "hardware.components.gpu", "unknown key 'gpu'", "cpu, memory", "cpu" },

        // Mix
        { $"{Whole}grid:\n  mix: {{coal: 60%, hydro: 60%}}\n", 5, 8, "grid.mix", "sum to 120%", "100%", "" },
        { $"{Whole}grid:\n  mix: {{coal: 60%, sollar: 40%}}\n", 5, 20, "grid.mix.sollar", "'sollar'", "coal, gas", "solar" },
        { $"{Whole}grid:\n  mix: {{coal: 60, hydro: 40%}}\n", 5, 15, "grid.mix.coal", "60", "between 0% and 100%", "60%?" },
        { $"{Whole}grid:\n  mix: {{coal: 60%, Coal: 40%}}\n", 5, 20, "grid.mix.Coal", "coal a second time", "", "" },
        { $"{Whole}grid:\n  mix: {{coal: 10% to 20%}}\n", 5, 15, "grid.mix.coal", "'10% to 20%'", "a share", "" },
        { $"{Whole}grid:\n  mix: coal\n", 5, 8, "grid.mix", "'coal'", "shares by source", "" },

        // Phases
        { $"name: x\n{Hardware}", 1, 1, "training", "nothing", "training", "" },
        { $"name: x\n{Hardware}training:\n", 3, 10, "training", "nothing", "at least one phase", "" },
        { $"name: x\n{Hardware}training: []\n", 3, 11, "training", "an empty list", "at least one phase", "" },
        { $"name: x\n{Hardware}training: [a]\n", 3, 12, "training.training", "'a'", "keys and values", "" },
        { $"name: x\n{Hardware}training:\n  - runs: 2\n", 4, 5, "training.training", "no hours", "accelerator_hours; or energy and measured_at, where it was measured; or accelerators and duration; or compute and mfu; or parameters, tokens and mfu", "" },
        { $"name: x\n{Hardware}training:\n  - accelerators: 8\n", 4, 5, "training.training", "only accelerators", "", "add duration" },
        { $"name: x\n{Hardware}training:\n  - tokens: 8T\n", 4, 5, "training.training", "only tokens", "", "add parameters" },
        { $"name: x\nhardware: {{tdp: 700 W, peak: 1 PFLOP/s}}\ntraining:\n  - compute: 1e25 FLOP\n", 4, 5, "training.training.mfu", "compute without mfu", "mfu", "" },
        { $"name: x\n{Hardware}training:\n  - {{compute: 1e25 FLOP, mfu: 40%}}\n", 4, 5, "hardware.peak", "compute without a peak rate", "hardware.peak", "" },
        { $"name: x\n{Hardware}training:\n  - {{accelerator_hours: 1M h, accelerators: 100, duration: 100 h}}\n", 4, 25, "training.training.accelerator_hours", "100 × 100 h = 10000 h", "within a factor of 2", "" },
        { $"name: x\n{Hardware}training: [{{phase: a, accelerator_hours: 1 h}}, {{phase: a, accelerator_hours: 1 h}}]\n", 3, 56, "training.a.phase", "'a' a second time", "a different name", "" },
        { $"name: x\n{Hardware}training: [{{phase: a, accelerator_hours: 1 h}}, {{accelerator_hours: 1 h}}]\n", 3, 48, "training[2].phase", "no name", "a name for each", "" },
        { $"{Whole}serving: {{requests_per_day: 1M, duration: 1 year}}\n", 4, 10, "serving.energy_per_request", "nothing", "energy_per_request", "" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Is_refused_with_a_message(string text, int line, int column, string path, string found, string allowed, string hint)
    {
        var error = Assert.Single(Yaml.Errors(text));
        Assert.Equal(("test.yaml", line, column, path), (error.File, error.Line, error.Column, error.Path));
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.Contains(allowed, error.Allowed, StringComparison.Ordinal);
        Assert.Contains(hint, error.Hint ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_are_found_at_once()
    {
        var errors = Yaml.Errors("hardware: {tdp: 700}\nfacility: {pue: 0.9}\ngrid: {losses: 200%}\ntraining: [{runs: 2}]\n");
        Assert.Equal(["name", "hardware.tdp", "facility.pue", "grid.losses", "training.training"], errors.Select(error => error.Path));
        Assert.True(errors.Zip(errors.Skip(1)).All(pair => pair.First.Line <= pair.Second.Line));
    }

    [Fact]
    public void Exploding_anchors_are_refused()
    {
        var text = new StringBuilder("a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
        for (var name = 'b'; name <= 'j'; name++)
        {
            text.AppendLine($"{name}: &{name} [{string.Join(", ", Enumerable.Repeat($"*{(char)(name - 1)}", 10))}]");
        }

        Assert.Contains("more than 10,000 values", Assert.Single(Yaml.Errors(text.ToString())).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_neither_floods_nor_controls_a_terminal()
    {
        var error = Assert.Single(Yaml.Errors($"{Whole}facility: {{pue: \"\\e[31m{new string('9', 5000)} W\"}}\n"));
        Assert.True(error.Found.Length < 500);
        Assert.DoesNotContain('\e', error.Found);
    }

    [Fact]
    public void Anchors_may_be_used() =>
        Assert.Equal(2, Yaml.Read($"name: x\n{Hardware}training: [{{phase: a, accelerator_hours: &h 1 h}}, {{phase: b, accelerator_hours: *h}}]").Phases.Count);

    [Fact]
    public void A_folder_is_not_a_file() => InFolder(folder =>
    {
        var error = Assert.Single(Assert.Throws<ScenarioException>(() => ScenarioReader.Read(folder)).Errors);
        Assert.Contains("the folder", error.Found, StringComparison.Ordinal);
    });

    [Fact]
    public void A_missing_file_is_named() => InFolder(folder =>
    {
        File.WriteAllText(Path.Combine(folder, "scenario.yaml"), Whole);
        var error = Assert.Single(Assert.Throws<ScenarioException>(() => ScenarioReader.Read(Path.Combine(folder, "scenaro.yaml"))).Errors);
        Assert.Contains("no file", error.Found, StringComparison.Ordinal);
        Assert.Contains("scenario.yaml", error.Hint, StringComparison.Ordinal);
    });

    [Fact]
    public void Large_files_are_not_read() => InFolder(folder =>
    {
        var path = Path.Combine(folder, "large.yaml");
        using (var stream = File.Create(path))
        {
            stream.SetLength(50_000_000);
        }

        var error = Assert.Single(Assert.Throws<ScenarioException>(() => ScenarioReader.Read(path)).Errors);
        Assert.Contains("50 MB", error.Found, StringComparison.Ordinal);
        Assert.Contains("at most 1 MB", error.Allowed, StringComparison.Ordinal);
    });

    [Fact]
    public void Large_texts_are_not_read() =>
        Assert.Contains("1 MB", Assert.Single(Yaml.Errors(new string(' ', 2_000_000))).Found, StringComparison.Ordinal);

    [Theory]
    [InlineData(new byte[] { (byte)'#', (byte)'\n', (byte)'a', 0xE9, (byte)'b' }, 2, 2, "a byte at offset 3")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0 }, 1, 1, "a byte at offset 0")]
    [InlineData(new byte[] { (byte)'a', 0xC3 }, 1, 2, "a byte at offset 1")]
    public void Other_encodings_are_refused(byte[] bytes, int line, int column, string found) => InFolder(folder =>
    {
        var path = Path.Combine(folder, "latin.yaml");
        File.WriteAllBytes(path, bytes);
        var error = Assert.Single(Assert.Throws<ScenarioException>(() => ScenarioReader.Read(path)).Errors);
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.Contains("UTF-8", error.Allowed, StringComparison.Ordinal);
    });

    [Fact]
    public void A_byte_order_mark_is_fine() => InFolder(folder =>
    {
        var path = Path.Combine(folder, "bom.yaml");
        File.WriteAllText(path, Whole, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal("x", ScenarioReader.Read(path).Name);
    });

    private static void InFolder(Action<string> test)
    {
        var folder = Directory.CreateTempSubdirectory("scenarios-");
        try
        {
            test(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
