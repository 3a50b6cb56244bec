using System.Text;
using Simulator.Runs;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;
using Simulator.Statistics.Counting;
using Simulator.Studies.Sharding;
using Simulator.Tests.Engine;

namespace Simulator.Tests.Studies;

/// <summary>What a part file says is what was counted, and what is not a whole, unchanged part of one run is refused.</summary>
public sealed class PartFileTests : IDisposable
{
    private static readonly RunOptions Options = new() { Replicates = 2, Samples = 4 * MomentSums.VirtualBlock };

    private const string Again = " Draw all parts again with one build.";

    private readonly DrawnParts _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void A_part_comes_back_as_it_was_written()
    {
        var counts = new SplitRun(_files.Scenario, Options).Draw(new Part(2, 2));
        var part = PartFile.Open(_files.Draw(Options, 2, 2));
        var header = part.Header;
        Assert.Equal(("Parts", 4L * MomentSums.VirtualBlock, "sobol", 2, 42UL, 0.9, false), (header.Scenario, header.Samples, header.Sampler, header.Replicates, header.Seed, header.Interval, header.Exact));
        Assert.Equal((2, 2, 2L * MomentSums.VirtualBlock), (header.Part, header.Of, header.Drawn));
        Assert.Equal(_files.Scenario.Sha256, header.Files[0].Sha256);
        Assert.Equal(["parts.yaml", "below.yaml", "prices.csv"], header.Files.Select(file => Path.GetFileName(file.Path)));
        Assert.Equal(_files.Read.Files.Values, part.ReadFiles().Select(file => file.Value));

        var tallies = counts.Counts![0].Tallies.Emptied();
        Assert.Equal(counts.Samples, part.AddTo(counts.Counts![0].Range.Points, tallies));
        Assert.Equal(EngineRuns.Fingerprint(counts.Counts![0].Tallies), EngineRuns.Fingerprint(tallies));
        Assert.Equal(0, part.AddTo(new PointRange(0, MomentSums.VirtualBlock), tallies));
    }

    [Fact]
    public void Counts_beyond_32_bits_outside_the_window_and_of_what_is_no_number_survive()
    {
        var window = new BinWindow(100, 16);
        var drawn = new RunTallies([window], [new MomentReference(0.5f, 1)], 1);
        var moments = default(MomentSums);
        moments.AddFixedPoint(12, -(System.Numerics.BigInteger.One << 90), (System.Numerics.BigInteger.One << 600) + 3, overflowed: true, squaresOverflowed: false);
        drawn[0, 0].Merge(moments, -1.5f, 2e9f, 3, 4);
        (int Bin, long Count)[] bins = [(-500_000, 7), (100, 1), (115, (1L << 40) + 5), (116, 2), (900_000, 1L << 33)];
        foreach (var (bin, count) in bins)
        {
            drawn[0, 0].AddBin(bin, count);
        }

        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        TallyCodec.Write(writer, new DrawnRange(new SampleRange(new PointRange(0, 9), new ReplicateRange(0, 1)), drawn));
        var read = drawn.Emptied();
        for (var time = 0; time < 2; time++)
        {
            stream.Position = 0;
            Assert.Equal(9, TallyCodec.Add(new BinaryReader(stream), new PointRange(0, 9), read));
        }

        Assert.Equal(bins.Select(pair => (pair.Bin, 2 * pair.Count)), read[0, 0].ToCounts().Numbered);
        var sums = read[0, 0].Moments;
        Assert.Equal((24, -(System.Numerics.BigInteger.One << 91), (System.Numerics.BigInteger.One << 601) + 6), (sums.Count, sums.FixedPointSum, sums.FixedPointSumOfSquares));
        Assert.Equal((true, false), (sums.Overflowed, sums.SquaresOverflowed));
        Assert.Equal((-1.5f, 2e9f, 6, 8), (read[0, 0].Minimum, read[0, 0].Maximum, read[0, 0].NotANumber, read[0, 0].Infinite));
    }

    [Fact]
    public void Every_byte_counts()
    {
        var bytes = File.ReadAllBytes(_files.Draw(Options, 1, 2));
        var path = Path.Combine(_files.Folder, "damaged");
        var header = Array.IndexOf(bytes, (byte)'\n') + 10;
        foreach (var at in new[] { header, bytes.Length / 2, bytes.Length - 45, bytes.Length - 1 })
        {
            byte[] changed = [.. bytes];
            changed[at] ^= 1;
            File.WriteAllBytes(path, changed);
            AssertRefused("changed after it was written", path);
        }

        foreach (var length in new[] { bytes.Length - 1, bytes.Length / 2, header })
        {
            File.WriteAllBytes(path, bytes[..length]);
            AssertRefused("cut off", path);
        }

        File.WriteAllBytes(path, [.. bytes, 0]);
        AssertRefused("cut off", path);
        var text = Encoding.Latin1.GetString(bytes);
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(text.Replace("format 1", "format 2", StringComparison.Ordinal)));
        AssertRefused("found format 2; allowed: format 1; the part was written by a newer version", path);
    }

    [Fact]
    public void Other_files_and_folders_are_refused()
    {
        AssertRefused("found a file that is not a part of a study", _files.File);
        AssertRefused("found a file that is not a part of a study", _files.Write("empty", ""));
        AssertRefused("no such file or folder", Path.Combine(_files.Folder, "nothing"));
        AssertRefused("empty name", "");
        AssertRefused("empty name", _files.Folder, "");
        AssertRefused("a folder without part files", _files.Folder);
    }

    [Fact]
    public void Missing_parts_and_doubles_are_named()
    {
        var first = _files.Draw(Options, 1, 2);
        AssertRefused("Found 1 of 2 parts; missing: 2.", _files.Folder);
        File.Copy(first, Path.Combine(_files.Folder, "again.part"));
        AssertRefused("Part 1 of 2: found", _files.Folder);
        AssertRefused("again.part", _files.Folder);

        // A file that is named and lies in a folder that is named is still one part.
        File.Delete(Path.Combine(_files.Folder, "again.part"));
        _files.Draw(Options, 2, 2);
        Assert.Equal(2, PartSet.Read([first, _files.Folder]).Parts.Count);
    }

    [Theory]
    [InlineData("seed: found 43; allowed: 42")]
    [InlineData("sampler: found random; allowed: sobol")]
    [InlineData("samples: found 300,000; allowed: 262,144")]
    [InlineData("replicates: found 4; allowed: 2")]
    [InlineData("interval: found 95%; allowed: 90%")]
    [InlineData("--exact: found given; allowed: not given")]
    [InlineData("--limit: found something else; allowed: none")]
    [InlineData("--equivalences: found 2021; allowed: not given")]
    [InlineData("number of parts: found 3; allowed: 2")]
    [InlineData("version: found 9.9; allowed: ")]
    [InlineData("scenario: found ffff (sha256)")]
    [InlineData("files that the scenario extends or reads: found ffff; allowed: ")]
    public void Parts_of_other_runs_are_refused_with_the_difference(string difference)
    {
        var first = _files.Draw(Options, 1, 2);
        var fact = difference.Split(':')[0];
        var other = _files.Draw(Options, 2, 2, header => fact switch
        {
            "seed" => header with { Seed = 43 },
            "sampler" => header with { Sampler = "random", RandomDraws = PartFormat.RandomDraws },
            "samples" => header with { Samples = 300_000 },
            "replicates" => header with { Replicates = 4 },
            "interval" => header with { Interval = 0.95 },
            "--exact" => header with { Exact = true },
            "--limit" => header with { Limits = ["p95 energy < 1 GWh"] },
            "--equivalences" => header with { Equivalences = 2021 },
            "number of parts" => header with { Of = 3 },
            "version" => header with { Version = "9.9" },
            "scenario" => header with { Files = [new HeldFile("parts.yaml", 1, "ffff"), .. header.Files.Skip(1)] },
            _ => header with { Files = [header.Files[0], new HeldFile("below.yaml", 1, "ffff")] },
        });
        AssertRefused($"{other}: {difference}", _files.Folder);
        AssertRefused($"as in {first}.{(fact == "version" ? Again : "")}", _files.Folder);
        Assert.Equal(fact == "version", Assert.Throws<PartException>(() => PartSet.Read([_files.Folder])).Message.Contains(Again, StringComparison.Ordinal));
    }

    [Fact]
    public void Parts_of_random_are_not_mixed_with_those_of_an_older_build()
    {
        var options = Options with { Sampler = Simulator.Engine.Sampler.Random };
        var now = _files.Draw(options, 1, 2);
        var older = _files.Draw(options, 2, 2, header => header with { RandomDraws = null });
        AssertRefused($"{older}: sampler: found random as an older build drew it, with other last digits; allowed: random, as in {now}.{Again}", _files.Folder);
        AssertRefused($"{now}: sampler: found random; allowed: random as an older build drew it, with other last digits, as in {older}.{Again}", older, now);

        // So --resume draws it again.
        var header = PartFile.Open(now).Header;
        Assert.True(PartSet.IsOfRun(now, header));
        Assert.False(PartSet.IsOfRun(older, header with { Part = 2 }));
    }

    [Theory]
    [InlineData(Simulator.Engine.Sampler.Random, 1)]
    [InlineData(Simulator.Engine.Sampler.Random, 3)]
    [InlineData(Simulator.Engine.Sampler.Sobol, 2)]
    public void Samples_drawn_in_an_unknown_way_are_refused(Simulator.Engine.Sampler sampler, int draws)
    {
        _files.Draw(Options with { Sampler = sampler }, 1, 1, header => header with { RandomDraws = draws });
        AssertRefused($"samples of {sampler.ToString().ToLowerInvariant()} drawn in way {draws}; this program knows ways 1 and 2 of random", _files.Folder);
    }

    [Fact]
    public void Another_version_and_another_build_are_refused()
    {
        _files.Draw(Options, 1, 1, header => header with { Version = "9.9" });
        AssertRefused("found version 9.9; allowed: ", _files.Folder);
        AssertRefused("the version of this program. Merge with the version that drew the parts, or draw all parts again with this one.", _files.Folder);

        // The same facts over other samples: what a build with other equations would have written.
        _files.Draw(Options with { Seed = 43 }, 1, 1, header => header with { Seed = 42 });
        var set = PartSet.Read([_files.Folder]);
        var refusal = Assert.Throws<PartException>(() => MergedRun.Run(set.ReadScenario(), Options, set.Parts));
        Assert.Contains("merge with the build that drew the parts", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scenario_is_read_again_from_another_systems_paths()
    {
        var held = _files.Read.Files.Select(file => KeyValuePair.Create(@"C:\runs\" + Path.GetFileName(file.Key), file.Value));
        var scenario = ScenarioReader.Read(HeldFiles.PathHere(@"C:\runs\parts.yaml"), new HeldFiles(held));
        Assert.Equal(_files.Scenario.Sha256, scenario.Sha256);
        Assert.Equal(_files.Scenario.Quantities.Select(quantity => quantity.Path), scenario.Quantities.Select(quantity => quantity.Path));
    }

    private static void AssertRefused(string reason, params string[] paths) =>
        Assert.Contains(reason, Assert.Throws<PartException>(() => PartSet.Read(paths)).Message, StringComparison.Ordinal);
}
