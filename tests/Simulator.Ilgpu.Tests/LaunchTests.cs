using Simulator.Ilgpu.Execution;

namespace Simulator.Ilgpu.Tests;

/// <summary>Launches of one kernel by several threads, which read replicates at the same time.</summary>
public class LaunchTests
{
    // As an OpenCL kernel does: the arguments are kept one by one, then the launch takes them.
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Each_launch_gets_the_arguments_of_its_own_thread(int threads)
    {
        int first = 0, second = 0;
        var mixed = 0;
        var launch = KernelLoader.OneAtATime<Action<int, int>>((one, other) =>
        {
            first = one;
            Thread.Yield();
            second = other;
            Thread.Yield();
            Interlocked.Add(ref mixed, first == one && second == other ? 0 : 1);
        });
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            for (var i = 0; i < 200; i++)
            {
                launch(thread, -thread);
            }
        });
        Assert.Equal(0, mixed);
    }

    [Fact]
    public void A_launch_that_fails_lets_the_next_one_pass()
    {
        var launched = 0;
        var launch = KernelLoader.OneAtATime<Action<bool>>(fails => launched += fails ? throw new InvalidOperationException("No.") : 1);
        Assert.Throws<InvalidOperationException>(() => launch(true));
        var other = new Thread(() => launch(false));
        other.Start();
        Assert.True(other.Join(TimeSpan.FromMinutes(1)));
        Assert.Equal(1, launched);
    }
}
