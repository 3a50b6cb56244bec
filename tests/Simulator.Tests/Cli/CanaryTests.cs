using System.Text;
using System.Text.Json.Nodes;
using Simulator.Runs;
using Simulator.Statistics.Counting;
using Simulator.Tests.Studies;

namespace Simulator.Tests.Cli;

/// <summary>A word stands at every place of files that are no scenarios, before every command that reads a file: nothing that the program prints or writes has it.</summary>
public sealed class CanaryTests : IDisposable
{
    private const string Canary = "c4n4ryx";

    private readonly CommandLineRun _line = new();

    public void Dispose() => _line.Dispose();

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    [InlineData("compare")]
    [InlineData("sweep --vary facility.pue=1.1,1.2")]
    [InlineData("schedule --horizon 1d --step 1h")]
    [InlineData("sensitivity")]
    [InlineData("replay --sample 1")]
    [InlineData("solve --for hardware.tdp --until energy=1")]
    [InlineData("validate")]
    [InlineData("export --as latex")]
    [InlineData("extends")]
    [InlineData("empirical(data.csv)")]
    [InlineData("empirical(data.csv, column=price) USD/MWh")]
    [InlineData("series(data.csv)")]
    [InlineData("series(data.csv, time=time, column=price) USD/MWh")]
    [InlineData("fit")]
    [InlineData("fit --column price")]
    [InlineData("fit --column c4n4rq")]
    [InlineData("merge")]
    [InlineData("import codecarbon")]
    [InlineData("import codecarbon --except x")]
    [InlineData("import nvidia-smi")]
    [InlineData("import nvidia-smi --except x")]
    [InlineData("import nvidia-smi --columns timestamp,power.draw")]
    [InlineData("import sacct")]
    [InlineData("import sacct --except x")]
    [InlineData("import prometheus")]
    [InlineData("import power-csv --at it")]
    [InlineData("import power-csv --at it --time time --power price")]
    public void What_stands_in_a_file_is_never_printed(string command)
    {
        var failed = 0;
        foreach (var text in Texts())
        {
            using var line = new CommandLineRun();

            // A file that can be read is no failure: what it says is its result.
            if (Run(line, command, Encoding.Latin1.GetBytes(text)) == 0)
            {
                continue;
            }

            failed++;
            var written = Directory.GetFiles(line.Folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is not ("data.csv" or "s.yaml"));
            foreach (var said in written.Select(File.ReadAllText).Append($"{line.Output}{line.Error}"))
            {
                Assert.False(said.Contains(Canary, StringComparison.OrdinalIgnoreCase), $"{text}\n{said}");
            }
        }

        Assert.InRange(failed, 50, int.MaxValue);
    }

    [Theory]
    [InlineData("check", "services: {db: {password: c4n4ryx}}\n", "data.csv:1:1: error: found 1 key, none of which is one of a scenario")]
    [InlineData("check", "nmae: c4n4ryx\n", "hint: the key in line 1 is almost 'name'")]
    [InlineData("run", "# c4n4ryx\ndb: c4n4ryx\nhardwre: {tdp: c4n4ryx}\ntrainin: []\n", "hint: the key in line 3 is almost 'hardware'; the key in line 4 is almost 'training'")]
    [InlineData("check", "{\"Nmae\": \"c4n4ryx\"}\n", "hint: the key in line 1 is almost 'name'")]
    [InlineData("check", "nmae: [c4n4ryx\n", "hint: the key in line 1 is almost 'name'")]
    [InlineData("check", "nmae: c4n4ryx\nnmae: c4n4ryx\n", "which is no scenario and is not quoted; allowed: each key once; it is already on line 1\n  hint: the key in line 1 is almost 'name'")]
    [InlineData("import nvidia-smi", "timestamp, index, power.drw [W]\n2026-03-02 10:00:00, 0, c4n4ryx\n", "hint: the name of column 3 is almost 'power.draw [W]'; log with")]
    [InlineData("import codecarbon", "timestamp,duration,energy_consumd\nc4n4ryx,1,2\n", "hint: the name of column 3 is almost 'energy_consumed'; the first row")]
    [InlineData("import sacct", "JobDI|Elapsed|ConsumedEnergyRaw\n7|10:00:00|c4n4ryx\n", "hint: the name of column 1 is almost 'JobID'; print with")]
    [InlineData("series(data.csv, column=price) USD/MWh", "timestmp,price\nc4n4ryx,2\n", "hint: the name of column 1 is almost 'timestamp'")]
    [InlineData("run", "root:c4n4ryx:0\n", "data.csv:1:1: error: found text of 15 characters in 1 line, which is no scenario and is not quoted")]
    [InlineData("fit --column price", "time,c4n4ryx\n1,2\n", "no column 'price' in data.csv; allowed: a name from the first line, which has 2 columns")]
    [InlineData("fit --column prise", "time,price\n1,2\n", "hint: the name of column 2 is almost that")]
    [InlineData("fit --column price", "time,price\n1,c4n4ryx\n", "found text of 7 characters in column 2 (price), line 2 of")]
    [InlineData("empirical(data.csv, column=price) USD/MWh", "time,price\n1,2\n2,\"c4n4ryx\n", "found text of 7 characters in column 2 (price), line 3 of data.csv")]
    [InlineData("import nvidia-smi", "timestamp, index, power.draw [W]\n2026-03-02 10:00:00, 0, 360 W\n2026-03-02 10:00:10, 0, c4n4ryx\n", "data.csv:3:1: error: power.draw: found text of 7 characters in column 3")]
    [InlineData("import sacct", "JobID|Elapsed|ConsumedEnergyRaw\n7|10:00:00|c4n4ryx\n", "data.csv:2:1: error: ConsumedEnergyRaw: found text of 7 characters in column 3")]
    public void What_is_said_instead_leads_to_the_place(string command, string text, string said)
    {
        Assert.Equal(2, Run(_line, command, Encoding.UTF8.GetBytes(text)));
        Assert.Contains(said, _line.Error.ToString().Replace(_line.Folder + "/", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    // Whoever has written a part can have written any text into its header, with the right hash.
    [Fact]
    public void Texts_of_the_header_of_a_part_are_never_printed()
    {
        using var parts = new DrawnParts();
        var options = new RunOptions { Replicates = 2, Samples = 2 * MomentSums.VirtualBlock };
        var first = parts.Draw(options, 1, 2);
        var second = parts.Draw(options, 2, 2);
        var (lines, body) = PartBytes.Opened(File.ReadAllBytes(second));
        var header = JsonNode.Parse(lines[(Array.IndexOf(lines, (byte)'\n') + 1)..^1])!.AsObject();
        var refused = 0;
        foreach (var (key, value) in header)
        {
            foreach (var changed in Changed(value))
            {
                var other = JsonNode.Parse(header.ToJsonString())!.AsObject();
                other[key] = JsonNode.Parse(changed);
                File.WriteAllBytes(second, PartBytes.Closed(PartBytes.Lines(other.ToJsonString()), body));
                using var line = new CommandLineRun();
                var code = line.Run("merge", first, second, "--out", Path.Combine(line.Folder, "out"), "--no-plots");
                Assert.True(code != 2 || !$"{line.Error}{line.Output}".Contains(Canary, StringComparison.Ordinal), $"{key}: {line.Error}");
                refused += code == 2 ? 1 : 0;
            }
        }

        Assert.InRange(refused, header.Count, int.MaxValue);

        // Each text in it in turn.
        static IEnumerable<string> Changed(JsonNode? value) => value switch
        {
            JsonArray { Count: > 0 } list when list[0] is JsonObject file => file.Where(pair => pair.Value is JsonValue).Select(pair =>
            {
                var copy = JsonNode.Parse(list.ToJsonString())!;
                copy[0]![pair.Key] = Canary;
                return copy.ToJsonString();
            }),
            JsonArray => [$"[\"{Canary}\"]"],
            _ => [$"\"{Canary}\"", $"{{\"{Canary}\": 1}}"],
        };
    }

    // The word in place of each cell, name, key and value of files of every format; bytes as those of Latin-1.
    private static IEnumerable<string> Texts()
    {
        string[] files =
        [
            "time,price\n2026-03-02T00:00Z,50\n2026-03-02T01:00Z,60\n2026-03-02T01:00Z,70\n",
            "timestamp, index, power.draw [W]\n2026-03-02 10:00:00, 0, 360 W\n2026-03-02 10:00:10, 0, 360 W\n2026-03-02 09:00:00, 0, 360 W\n",
            "JobID|State|Elapsed|AllocTRES|ConsumedEnergyRaw|Start|End|NodeList\n7|COMPLETED|10:00:00|node=1,gres/gpu=4|36000|2026-03-02T00:00:00|2026-03-02T10:00:00|n1\n",
            "timestamp,run_id,duration,energy_consumed,cpu_energy,gpu_energy,ram_energy,country_name,country_iso_code,codecarbon_version,pue\n2026-03-02T10:00:00,a,3600,3,1,1,2,Germany,DEU,3.0.4,0.5\n",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"__name__\":\"power_watts\",\"gpu\":\"0\"},\"values\":[[1772445600,\"0\"],[1772445610,\"0\"]]}]}}",
            "services:\n  db: {password: secret}\nports: [80, \"443\"]\n",
            "part of a study, format 1\n{\"version\": \"1.0.0\"}\nabc\n",
            "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1\n",
        ];
        foreach (var file in files)
        {
            var from = 0;
            foreach (var word in Words(file))
            {
                var at = file.IndexOf(word, from, StringComparison.Ordinal);
                from = at + word.Length;
                yield return file[..at] + Canary + file[from..];
            }
        }

        yield return Canary;
        yield return Canary + "\n1\n2\n";
        yield return $"{Canary}: {{";
        yield return $"- {Canary}\n";
        yield return $"*{Canary}\n";
        yield return $"{{a: pert({Canary}, 1)}}\n";
        yield return $"\"{Canary}\n1,2\n";
        yield return $"\t{Canary}: 1\n";
        yield return $"{Canary}: 1\n{Canary}: 2\n";
        yield return $"time,price\n2026-03-02T00:00Z,\"{Canary}\n";
        yield return $"\0\u0001\u00ff{Canary}\u00fe\0";
        yield return $"{{\"{Canary}\": 1, \"{Canary}\": 2}}";
        yield return $"{{\"status\":\"success\",\"data\":{{\"resultType\":\"matrix\",\"result\":[{{\"metric\":{{\"{Canary}\":\"a\",\"{Canary}\":\"b\"}},\"values\":[]}}]}}}}";
    }

    private static IEnumerable<string> Words(string text) => text.Split(['\n', ',', '|', ':', '"', ' ', '{', '}', '[', ']'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static int Run(CommandLineRun line, string command, byte[] content)
    {
        var data = Path.Combine(line.Folder, "data.csv");
        File.WriteAllBytes(data, content);
        var output = Path.Combine(line.Folder, "out");
        if (command == "extends" || command.Contains('('))
        {
            var key = command == "extends" ? "extends: data.csv" : $"grid: {{electricity_price: '{command}'}}";
            var scenario = line.WriteFile("s.yaml", $"name: x\nhardware: {{tdp: 1 kW}}\n{key}\ntraining: [{{accelerators: 8, duration: 1 h, start: 2026-03-02T00:00Z}}]\n");
            return line.Run("run", scenario, "--out", output, "--no-plots", "--junit", Path.Combine(line.Folder, "junit.xml"), "--code-quality", Path.Combine(line.Folder, "quality.json"));
        }

        var words = command.Split(' ');
        string[] files = words[0] == "import" ? [words[0], words[1], data, .. words[2..]] : [words[0], data, .. words[1..]];
        return line.Run([.. files, .. words[0] is "run" or "merge" or "fit" ? ["--out", output] : Array.Empty<string>()]);
    }
}
