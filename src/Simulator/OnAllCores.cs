using System.Runtime.ExceptionServices;

namespace Simulator;

/// <summary>Runs a function on several threads.</summary>
/// <remarks>
/// Setting up the thread pool and a parallel query takes ten milliseconds, which a short command would notice.
/// </remarks>
internal static class OnAllCores
{
    /// <summary>Calls a function for 0, 1, …, each value once, in any order.</summary>
    /// <param name="count">How many values.</param>
    /// <param name="threads">Threads at most, the calling one among them.</param>
    /// <param name="body">What to do; the first exception ends the loop and is passed on.</param>
    public static void For(int count, int threads, Action<int> body)
    {
        var next = -1;
        ExceptionDispatchInfo? failure = null;
        Together(Math.Min(threads, count), Work);
        failure?.Throw();

        void Work()
        {
            try
            {
                for (int i; failure is null && (i = Interlocked.Increment(ref next)) < count;)
                {
                    body(i);
                }
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
            }
        }
    }

    /// <summary>Runs an action on several threads at once, the calling one among them; on fewer if it returns early.</summary>
    /// <param name="threads">Threads at most.</param>
    /// <param name="work">Takes a share of the work until there is none; must not throw.</param>
    public static void Together(int threads, Action work)
    {
        var helpers = new Errand[Math.Clamp(threads - 1, 0, 511)];
        for (var i = 0; i < helpers.Length; i++)
        {
            helpers[i] = SpareThreads.Start(work);
        }

        work();

        // One that has not begun yet has nothing left to do.
        foreach (var helper in helpers)
        {
            helper.EndOrCancel();
        }
    }
}
