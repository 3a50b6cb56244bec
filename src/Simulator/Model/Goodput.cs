using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>How much of a run failures leave productive (Eq. M20).</summary>
public static class Goodput
{
    /// <summary>Mean time between failures of a job that any failing accelerator stops. [h]</summary>
    /// <param name="mtbfPerAccelerator">Mean time between failures of one accelerator with its share of everything else. [h]</param>
    /// <param name="accelerators">Accelerators that work in parallel. [-]</param>
    /// <remarks>Eq. M20: M = m/N, failures being independent of each other.</remarks>
    public static T JobMtbf<T>(T mtbfPerAccelerator, T accelerators)
        where T : struct, IArithmeticLane<T> => mtbfPerAccelerator / accelerators;

    /// <summary>Time from one checkpoint to the next at which least is lost. [h]</summary>
    /// <param name="checkpoint">Time that writing a checkpoint takes. [h]</param>
    /// <param name="jobMtbf">Mean time between failures of the job. [h]</param>
    /// <remarks>
    /// Eq. M20: τ = √(2·C·M). Source: Young 1974, Communications of the ACM 17 (9), p. 530; to higher order Daly 2006,
    /// Future Generation Computer Systems 22 (3), p. 303. Valid for C well below M.
    /// </remarks>
    public static T CheckpointInterval<T>(T checkpoint, T jobMtbf)
        where T : struct, IArithmeticLane<T> => T.SquareRoot(T.Constant(2) * checkpoint * jobMtbf);

    /// <summary>Share of hours that is lost to checkpoints, to work done again and to restarts. [-]</summary>
    /// <param name="checkpoint">Time that writing a checkpoint takes. [h]</param>
    /// <param name="restart">Time from a failure until work goes on. [h]</param>
    /// <param name="jobMtbf">Mean time between failures of the job. [h]</param>
    /// <remarks>
    /// Eq. M20: C/τ + τ/(2·M) + R/M. A failure undoes half an interval on average. At the best τ the first two terms are
    /// equal and sum to τ/M, which also holds for C = 0.
    /// </remarks>
    public static T LostShare<T>(T checkpoint, T restart, T jobMtbf)
        where T : struct, IArithmeticLane<T> =>
        CheckpointInterval(checkpoint, jobMtbf) / jobMtbf + restart / jobMtbf;

    /// <summary>Share of hours that is lost, of plain numbers. [-]</summary>
    /// <param name="checkpoint">Time that writing a checkpoint takes. [h]</param>
    /// <param name="restart">Time from a failure until work goes on. [h]</param>
    /// <param name="jobMtbf">Mean time between failures of the job. [h]</param>
    /// <remarks>Eq. M20, for those who check a scenario before anything is sampled.</remarks>
    public static double LostShare(double checkpoint, double restart, double jobMtbf) =>
        LostShare(new DoubleLane(checkpoint), new DoubleLane(restart), new DoubleLane(jobMtbf)).Value;

    /// <summary>Share of hours that is productive. [-]</summary>
    /// <param name="lostShare">Share of hours that is lost. [-]</param>
    /// <remarks>Eq. M20: g = 1 − lost; 0 for a job that never gets ahead, whose hours are then infinite.</remarks>
    public static T Productive<T>(T lostShare)
        where T : struct, IArithmeticLane<T> => T.Max(T.Constant(1) - lostShare, T.Constant(0));

    /// <summary>Accelerator-hours that are productive. [h]</summary>
    /// <param name="runHours">Accelerator-hours of all runs. [h]</param>
    /// <param name="goodput">Share of them that is productive. [-]</param>
    /// <remarks>Eq. M20: H_run · g.</remarks>
    public static T ProductiveHours<T>(T runHours, T goodput)
        where T : struct, IArithmeticLane<T> => runHours * goodput;

    /// <summary>Share of hours that is productive, over several phases. [-]</summary>
    /// <param name="productiveHours">Productive accelerator-hours of all of them. [h]</param>
    /// <param name="runHours">Accelerator-hours of all of them. [h]</param>
    /// <remarks>Eq. M20 solved for g.</remarks>
    public static T Mean<T>(T productiveHours, T runHours)
        where T : struct, IArithmeticLane<T> => productiveHours / runHours;
}
