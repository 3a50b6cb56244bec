using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Simulator.Presentation;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;

namespace Simulator.Studies.Sharding;

/// <summary>All parts of one study.</summary>
internal sealed partial class PartSet
{
    /// <summary>How the name of a part file ends.</summary>
    public const string Extension = ".part";

    private const int MostListed = 20;
    private const int DigitsOfRun = 8;
    private const string NoText = "none";

    // What all parts of a run have in common, in the order in which a difference is most likely to explain the others.
    // Free text can be anything where another user has written the part: a message does not quote it.
    private static readonly (string Name, bool IsText, Func<PartHeader, string> Value)[] Common =
    [
        ("version", false, Version),
        ("study", false, header => header.Asks.Kind),
        ("scenario", false, header => $"{Hash(header.Files[0])} (sha256)"),
        ("files that the scenario extends or reads", false, header => string.Join(", ", header.Files.Skip(1).Select(Hash)) is { Length: > 0 } hashes ? hashes : NoText),
        ("number of parts", false, header => Text(header.Of)),
        ("samples", false, header => Figures.Count(header.Samples)),
        ("sampler", false, header => header.DrawsUncut ? "random as an older build drew it, with other last digits" : header.Sampler),
        ("replicates", false, header => Text(header.Replicates)),
        ("seed", false, header => Text(header.Seed)),
        ("interval", false, header => Figures.Level(header.Interval)),
        ("--exact", false, header => header.Exact ? "given" : "not given"),
        ("--limit", true, header => string.Join("; ", header.Limits) is { Length: > 0 } limits ? limits : NoText),
        ("--equivalences", false, header => header.Equivalences is { } year ? Text(year) : PartStudy.NotGiven),
        .. PartStudy.Options.Select(option => (option, true, (Func<PartHeader, string>)(header => header.Asks.Text(option)))),
    ];

    private PartSet(IReadOnlyList<PartFile> parts) => Parts = parts;

    /// <summary>The parts, ascending.</summary>
    public IReadOnlyList<PartFile> Parts { get; }

    /// <summary>What all parts have in common.</summary>
    public PartHeader Run => Parts[0].Header;

    /// <summary>The name of a part's file.</summary>
    public static string FileName(Part part)
    {
        var of = Text(part.Of);
        return $"{Text(part.Number).PadLeft(of.Length, '0')}-of-{of}{Extension}";
    }

    /// <summary>The name of a part's file in a folder where a part of another run has that name.</summary>
    public static string FileName(Part part, PartHeader header)
    {
        var run = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Common.Select(common => common.Value(header)))));
        return $"{Path.GetFileNameWithoutExtension(FileName(part))}-{Convert.ToHexStringLower(run)[..DigitsOfRun]}{Extension}";
    }

    /// <summary>Whether a file is a part of the run that a header describes.</summary>
    public static bool IsOfRun(string path, PartHeader header)
    {
        try
        {
            var found = PartFile.Open(path).Header;
            return found.Part == header.Part && Common.All(common => common.Value(found) == common.Value(header));
        }
        catch (PartException)
        {
            return false;
        }
    }

    /// <summary>Reads parts and checks that they are all parts of one run.</summary>
    /// <param name="paths">Part files; a folder stands for the part files in it.</param>
    /// <exception cref="PartException">They are not; the message names every file that is wrong, or which parts are missing.</exception>
    public static PartSet Read(IEnumerable<string> paths)
    {
        var named = paths.ToList();
        if (named.Exists(path => path.Contains('\0', StringComparison.Ordinal)))
        {
            throw new PartException("A name with a null character is no name of a file.");
        }

        if (named.Contains(""))
        {
            throw new PartException("Found an empty name; allowed: files written with --shard, or a folder of them.");
        }

        var files = named.SelectMany(Find).DistinctBy(Path.GetFullPath).ToList();
        var parts = new List<PartFile>();
        var errors = new List<string>();
        foreach (var file in files)
        {
            try
            {
                parts.Add(PartFile.Open(file));
            }
            catch (PartException exception)
            {
                errors.Add(exception.Message);
            }
        }

        ThrowIfAny(errors);
        if (parts[0].Header.Version != ProgramBuild.Version)
        {
            throw new PartException($"{parts[0].File}: found version {Version(parts[0].Header)}; allowed: {ProgramBuild.Version}, the version of this program. Merge with the version that drew the parts, or draw all parts again with this one.");
        }

        ThrowIfAny([.. parts.Skip(1).Select(part => Difference(parts[0], part)).OfType<string>()]);
        ThrowIfAny([.. parts.GroupBy(part => part.Header.Part).Where(group => group.Count() > 1).Select(group =>
            $"Part {group.Key} of {group.First().Header.Of}: found {string.Join(" and ", group.Select(part => part.File))}; allowed: every part once.")]);
        var missing = Enumerable.Range(1, parts[0].Header.Of).Except(parts.Select(part => part.Header.Part)).ToList();
        if (missing.Count > 0)
        {
            var listed = string.Join(", ", missing.Take(MostListed)) + (missing.Count > MostListed ? ", …" : "");
            throw new PartException(FormattableString.Invariant(
                $"Found {parts.Count:N0} of {parts[0].Header.Of:N0} parts; missing: {listed}."));
        }

        foreach (var part in parts)
        {
            part.CheckContent();
        }

        return new PartSet([.. parts.OrderBy(part => part.Header.Part)]);
    }

    /// <summary>The scenario as it was when the parts were drawn.</summary>
    public Scenario ReadScenario() =>
        ScenarioReader.Read(HeldFiles.PathHere(Run.Files[0].Path), new HeldFiles(Parts[0].ReadFiles())) with { DrawsUncut = Run.DrawsUncut };

    /// <summary>The scenario file as it was when the parts were drawn, to be varied.</summary>
    public ScenarioTemplate ReadTemplate()
    {
        var template = ScenarioTemplate.Read(HeldFiles.PathHere(Run.Files[0].Path), new HeldFiles(Parts[0].ReadFiles()));
        template.DrawsUncut = Run.DrawsUncut;
        return template;
    }

    private static string? Difference(PartFile first, PartFile other) => Common
        .Where(fact => fact.Value(first.Header) != fact.Value(other.Header))
        .Select(fact => $"{other.File}: {fact.Name}: found {Shown(fact.Value(other.Header), fact.IsText, "something else")}; allowed: {Shown(fact.Value(first.Header), fact.IsText, "the same in all parts")}, as in {first.File}.{Advice(fact.Name, first.Header, other.Header)}")
        .FirstOrDefault();

    // No option of a command line makes up for it.
    private static string Advice(string fact, PartHeader first, PartHeader other) =>
        fact == "version" || (fact == "sampler" && first.Sampler == other.Sampler) ? " Draw all parts again with one build." : "";

    private static string Shown(string value, bool isText, string otherwise) => isText && value is not (PartStudy.NotGiven or NoText) ? otherwise : value;

    private static IEnumerable<string> Find(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        try
        {
            string[] files = [.. Directory.EnumerateFiles(path, "*" + Extension).Order(StringComparer.Ordinal)];
            return files.Length > 0 ? files : throw new PartException($"{path}: found a folder without part files; allowed: files that end in {Extension} directly in it.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PartException($"{path}: found a folder that cannot be read ({exception.Message}); allowed: a folder with part files.");
        }
    }

    private static void ThrowIfAny(IReadOnlyList<string> errors)
    {
        if (errors.Count > 0)
        {
            throw new PartException(string.Join(Environment.NewLine, errors));
        }
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    private static string Version(PartHeader header) => Numbers().IsMatch(header.Version) ? header.Version : "what is no version";

    private static string Hash(HeldFile file) => Digits().IsMatch(file.Sha256) ? file.Sha256 : "what is no hash";

    [GeneratedRegex(@"^\d{1,4}(\.\d{1,4}){1,3}$", RegexOptions.None, 1000)]
    private static partial Regex Numbers();

    [GeneratedRegex("^[0-9a-f]{1,64}$", RegexOptions.None, 1000)]
    private static partial Regex Digits();
}
