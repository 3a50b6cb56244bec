using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Simulator.Presentation;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;

namespace Simulator.Studies.Sharding;

/// <summary>All parts of one study.</summary>
internal sealed class PartSet
{
    /// <summary>How the name of a part file ends.</summary>
    public const string Extension = ".part";

    private const int MostListed = 20;
    private const int DigitsOfRun = 8;

    // What all parts of a run have in common, in the order in which a difference is most likely to explain the others.
    private static readonly (string Name, Func<PartHeader, string> Value)[] Common =
    [
        ("version", header => header.Version),
        ("study", header => header.Asks.Kind),
        ("scenario", header => $"{header.Files[0].Sha256} (sha256 of {header.Files[0].Path})"),
        ("files that the scenario extends or reads", header => Or(string.Join(", ", header.Files.Skip(1).Select(file => file.Sha256)), "none")),
        ("number of parts", header => Text(header.Of)),
        ("samples", header => Figures.Count(header.Samples)),
        ("sampler", header => header.DrawsUncut ? "random as an older build drew it, with other last digits" : header.Sampler),
        ("replicates", header => Text(header.Replicates)),
        ("seed", header => Text(header.Seed)),
        ("interval", header => Figures.Level(header.Interval)),
        ("--exact", header => header.Exact ? "given" : "not given"),
        ("--limit", header => Or(string.Join("; ", header.Limits), "none")),
        ("--equivalences", header => header.Equivalences is { } year ? Text(year) : "not given"),
        .. PartStudy.Options.Select(option => (option, (Func<PartHeader, string>)(header => header.Asks.Text(option)))),
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
            throw new PartException($"{parts[0].File}: found version {parts[0].Header.Version}; allowed: {ProgramBuild.Version}, the version of this program.");
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
        .Select(fact => $"{other.File}: {fact.Name}: found {fact.Value(other.Header)}; allowed: {fact.Value(first.Header)}, as in {first.File}.")
        .FirstOrDefault();

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

    private static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
