using System.Runtime.ExceptionServices;

namespace Simulator;

/// <summary>Runs a function on several threads.</summary>
/// <remarks>
/// A few threads start within a tenth of a millisecond; setting up the thread pool and a parallel query takes a
/// hundred times as long, which a short run would notice.
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
        var helpers = new Thread[Math.Clamp(Math.Min(threads, count) - 1, 0, 511)];
        for (var i = 0; i < helpers.Length; i++)
        {
            helpers[i] = new Thread(Work) { IsBackground = true };
            helpers[i].Start();
        }

        Work();
        foreach (var helper in helpers)
        {
            helper.Join();
        }

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
}
