using Simulator.Model;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Decides whether the goodput of a phase follows from failures (Eq. M20), and drops them where it does not.</summary>
internal sealed class FailuresResolver(Findings findings)
{
    private static readonly KeySpec[] AllKeys = [Keys.MtbfPerAccelerator, Keys.Checkpoint, Keys.Restart];
    private static readonly KeySpec[] NeededKeys = [Keys.MtbfPerAccelerator, Keys.Checkpoint];

    /// <summary>Keeps the failures among the inputs of the phase if they say something about it.</summary>
    /// <param name="draft">The phase; something is said about failures.</param>
    /// <param name="hours">How its hours are known.</param>
    public void Resolve(PhaseDraft draft, HoursRoute hours)
    {
        var level = draft.Failures[0];
        if (draft.Own.Given.Contains(Keys.Goodput.Name))
        {
            Drop(draft);
            if (level.Path != "failures")
            {
                findings.Warn(level.Position, level.Path, "failures together with goodput", "one of them; the stated goodput is used", "remove goodput, or failures");
            }

            return;
        }

        var missing = Array.Find(NeededKeys, key => !draft.IsGiven(key));
        if (missing is not null)
        {
            findings.Error(level.Position, $"{level.Path}.{missing.Name}", "nothing", $"{missing.Name}: {missing.Summary}");
        }
        else if (draft.IsGiven(Keys.Accelerators) || (hours == HoursRoute.AcceleratorHours && draft.IsGiven(Keys.Duration)))
        {
            draft.Inputs.Remove(Keys.Goodput);
            RequireProgress(draft, level);
        }
        else if (hours == HoursRoute.AcceleratorHours)
        {
            Drop(draft);
            findings.Warn(
                draft.Position, $"{draft.Path}.accelerators", "failures, but no accelerators",
                "the number of accelerators, on which the time between failures depends; without it, failures do not affect this phase");
        }
        else
        {
            findings.Error(
                draft.Position, $"{draft.Path}.accelerators", "failures without accelerators",
                "accelerators: the time between failures depends on how many there are, and the hours on that", "add accelerators, or give goodput");
        }
    }

    // A job that loses all of its time never ends; in single samples its hours are infinite.
    private void RequireProgress(PhaseDraft draft, Level level)
    {
        var accelerators = draft.Median(Keys.Accelerators) ?? draft.Median(Keys.AcceleratorHours) / draft.Median(Keys.Duration);
        if (accelerators is { } fleet && draft.Median(Keys.MtbfPerAccelerator) is { } mtbf && draft.Median(Keys.Checkpoint) is { } checkpoint
            && draft.Median(Keys.Restart) is { } restart && Goodput.LostShare(checkpoint, restart, mtbf / fleet) is >= 1 and var lost)
        {
            findings.Error(
                level.Position, level.Path,
                FormattableString.Invariant($"{100 * lost:0}% of the time lost, with a failure of one of {fleet:G6} accelerators every {mtbf / fleet:G3} h (medians)"),
                "less than 100%", "is mtbf_per_accelerator the time for one accelerator, not for the whole job?");
        }
    }

    private static void Drop(PhaseDraft draft)
    {
        foreach (var key in AllKeys)
        {
            draft.Inputs.Remove(key);
        }
    }
}
