using System.Security.Cryptography;

namespace Simulator.Cli.Output;

/// <summary>Puts the files of one run into a folder as a whole, in place of those that an earlier run of its own left there.</summary>
/// <param name="wanted">The folder; it must be there.</param>
/// <param name="isNamed">Whether the user named this folder; otherwise another is taken where it contains the results of another scenario.</param>
/// <param name="owner">Whose results are written.</param>
/// <param name="taken">Folders that this command has written already: two scenarios of one command do not share one.</param>
/// <remarks>
/// Files, and what the manifest will say, are written to a hidden folder first: from then on nothing takes room on the disk.
/// Then, while the folder is locked, a manifest that names both runs takes the place of the earlier one, the earlier run's
/// files go, the summary is replaced, the other files follow, and last the manifest of the new run alone. So a reader, or
/// the folder after a crash, never has files of two runs side by side, and can tell by the manifest whether the set is
/// complete. Of several simultaneous runs, each replaces the one before it as a whole.
/// </remarks>
internal sealed class ResultFolder(string wanted, bool isNamed, ResultOwner owner, IReadOnlySet<string>? taken = null)
{
    private const int MostFolders = 999;
    private const string BothRuns = "both.json";

    /// <summary>The folder that was requested.</summary>
    public string Wanted => wanted;

    /// <summary>Writes the files of the run, all or none.</summary>
    /// <param name="summary">Name of the file that stands for the whole: it is there at every moment.</param>
    /// <param name="write">Writes the files into the folder that it is given.</param>
    /// <exception cref="IOException">They could not be written.</exception>
    public WrittenResults Write(string summary, Action<string> write)
    {
        using var staging = StagingFolder.In(Candidates().FirstOrDefault(folder => IsFor(ResultManifest.Of(folder)), wanted));
        write(staging.Path);
        var files = Directory.GetFiles(staging.Path).Where(file => Path.GetFileName(file) != StagingFolder.Sign)
            .ToDictionary(file => Path.GetFileName(file), HashOf, StringComparer.Ordinal);
        foreach (var folder in Candidates())
        {
            Directory.CreateDirectory(folder);
            using var held = FolderLock.Of(folder);
            var earlier = ResultManifest.Of(folder);
            if (!IsFor(earlier))
            {
                continue;
            }

            StagingFolder.RemoveAbandoned(folder);
            return new WrittenResults(folder, [.. Whose(folder, earlier), .. Exchange(folder, earlier, staging.Path, files, summary)]);
        }

        throw new IOException($"every folder from '{wanted}' to '{wanted}-{MostFolders}' contains the results of another scenario");
    }

    private bool IsFor(ResultManifest? earlier) => isNamed || earlier is null || earlier.Owner.IsSameAs(owner);

    /// <summary>The folder that holds the results of this scenario already, if there is one; then those that may be taken.</summary>
    private IEnumerable<string> Candidates()
    {
        if (isNamed)
        {
            return [wanted];
        }

        var all = Enumerable.Range(1, MostFolders).Select(number => number == 1 ? wanted : FormattableString.Invariant($"{wanted}-{number}"));
        var own = all.TakeWhile(Directory.Exists).Select(folder => (folder, ResultManifest.Of(folder)?.Owner))
            .Where(held => held.Owner?.IsSameAs(owner) == true).OrderByDescending(held => held.Owner!.HasFilesOf(owner)).Select(held => held.folder);
        return own.Concat(all).Where(folder => taken?.Contains(folder) != true);
    }

    private IEnumerable<string> Whose(string folder, ResultManifest? earlier)
    {
        if (earlier is { Files.Count: > 0 } && (!earlier.Owner.IsSameAs(owner) || (owner.IsFromStandardInput && !owner.HasContentOf(earlier.Owner))))
        {
            yield return $"'{folder}' contained the results of {earlier.Owner}, which were replaced.";
        }

        if (folder != wanted)
        {
            yield return $"'{wanted}' contains the results of {ResultManifest.Of(wanted)?.Owner.ToString() ?? "another scenario"}; these were written to '{folder}'.";
        }
    }

    private List<string> Exchange(string folder, ResultManifest? earlier, string staging, Dictionary<string, string> files, string summary)
    {
        var before = Before(folder, earlier);
        var (both, alone, manifest) = (Path.Combine(staging, BothRuns), Path.Combine(staging, ResultManifest.FileName), Path.Combine(folder, ResultManifest.FileName));
        new ResultManifest(owner, files, before).Write(both, folder);
        new ResultManifest(owner, files, new Dictionary<string, string>()).Write(alone, folder);
        var remarks = new List<string>();
        var kept = SetAside(folder, earlier, files);
        if (kept.Count > 0)
        {
            remarks.Add($"Changed since a run wrote them, so they are kept: {string.Join(", ", kept)}.");
        }

        // From here to the end a crash leaves a manifest that lists the files of both runs.
        File.Move(both, manifest, overwrite: true);
        foreach (var name in before.Keys.Where(name => name != summary || !files.ContainsKey(name)))
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path))
            {
                continue;
            }

            if (earlier!.IsOwn(name, HashOf(path)))
            {
                File.Delete(path);
            }
            else
            {
                remarks.Add($"'{path}' was written by an earlier run and changed since; it is kept and does not belong to these results.");
            }
        }

        foreach (var name in files.Keys.Where(name => name == summary).Concat(files.Keys.Where(name => name != summary).Order(StringComparer.Ordinal)))
        {
            File.Move(Path.Combine(staging, name), Path.Combine(folder, name), overwrite: true);
        }

        File.Move(alone, manifest, overwrite: true);
        return remarks;
    }

    // The manifest of a run that was killed lists two hashes for a name. The one that is there is kept, so that after another
    // kill the file is still known as a run's own.
    private static Dictionary<string, string> Before(string folder, ResultManifest? earlier)
    {
        var before = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in earlier is null ? [] : earlier.Files.Keys.Union(earlier.Earlier.Keys, StringComparer.Ordinal))
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path))
            {
                var found = HashOf(path);
                before[name] = earlier!.IsOwn(name, found) ? found : earlier.Files.GetValueOrDefault(name) ?? earlier.Earlier[name];
            }
        }

        return before;
    }

    /// <summary>Files whose name is needed, but that no run has left in this state, are kept under another name.</summary>
    private static List<string> SetAside(string folder, ResultManifest? earlier, Dictionary<string, string> files)
    {
        var kept = new List<string>();
        IEnumerable<KeyValuePair<string, string>> needed = earlier is null ? files.Append(new(ResultManifest.FileName, "")) : files;
        foreach (var (name, hash) in needed)
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path) || new FileInfo(path).Length == 0 || HashOf(path) is var found && (found == hash || earlier?.IsOwn(name, found) == true))
            {
                continue;
            }

            var aside = Aside(path);
            File.Move(path, aside);
            kept.Add($"'{path}' as '{Path.GetFileName(aside)}'");
        }

        return kept;
    }

    private static string Aside(string path) => Enumerable.Range(1, int.MaxValue)
        .Select(number => path + (number == 1 ? ".kept" : FormattableString.Invariant($".kept{number}"))).First(free => !File.Exists(free));

    private static string HashOf(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}

/// <summary>Where results have gone.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Remarks">What happened to other files in it, and whose results it contained.</param>
internal sealed record WrittenResults(string Folder, IReadOnlyList<string> Remarks);
