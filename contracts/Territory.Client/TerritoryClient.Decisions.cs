namespace Territory.Client;

/// <content>What persons decide and see.</content>
public sealed partial class TerritoryClient
{
    /// <summary>Decides, as a person, how an area is held from some time on. Needs the analyst role.</summary>
    /// <param name="change">What is decided.</param>
    /// <param name="key">The same decision under the same key is recorded once: use one, and a call may be repeated.</param>
    /// <param name="version">Refused with 412 unless the area is at this version (<see cref="AreaControl.Version"/>).</param>
    /// <param name="cancellation">Stops waiting for the answer; it may be recorded all the same.</param>
    public Task<DecisionRecorded> DecideChangeAsync(ChangeToDecide change, string? key = null, int? version = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return calls.PostAsync<DecisionRecorded>(new Query("api/changes"), change with { Theatre = change.Theatre ?? options.Theatre }, key, version, cancellation);
    }

    /// <summary>Corrects a change that stands; whoever was told of it is told. Needs the analyst role.</summary>
    /// <param name="changeId">The change.</param>
    /// <param name="correction">What it should have said, and why.</param>
    /// <param name="key">As in <see cref="DecideChangeAsync"/>.</param>
    /// <param name="version">As in <see cref="DecideChangeAsync"/>.</param>
    /// <param name="cancellation">Stops waiting for the answer; it may be recorded all the same.</param>
    public Task<DecisionRecorded> CorrectChangeAsync(string changeId, ChangeToCorrect correction, string? key = null, int? version = null, CancellationToken cancellation = default) =>
        calls.PostAsync<DecisionRecorded>(new Query($"api/changes/{Segment(changeId)}/correct"), correction, key, version, cancellation);

    /// <summary>Retracts a change that stands: what was before it holds on, and whoever was told of it is told. Needs the analyst role.</summary>
    /// <param name="changeId">The change.</param>
    /// <param name="reason">Why.</param>
    /// <param name="key">As in <see cref="DecideChangeAsync"/>.</param>
    /// <param name="version">As in <see cref="DecideChangeAsync"/>.</param>
    /// <param name="cancellation">Stops waiting for the answer; it may be recorded all the same.</param>
    public Task<DecisionRecorded> RetractChangeAsync(string changeId, string reason, string? key = null, int? version = null, CancellationToken cancellation = default) =>
        calls.PostAsync<DecisionRecorded>(new Query($"api/changes/{Segment(changeId)}/retract"), new { reason }, key, version, cancellation);

    /// <summary>Records that somebody looked at an area and found nothing new. Needs the analyst role.</summary>
    /// <param name="observation">Who looked, and until when.</param>
    /// <param name="key">As in <see cref="DecideChangeAsync"/>.</param>
    /// <param name="cancellation">Stops waiting for the answer; it may be recorded all the same.</param>
    public Task<DecisionRecorded> RecordObservationAsync(ObservationToRecord observation, string? key = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(observation);
        return calls.PostAsync<DecisionRecorded>(new Query("api/observations"), observation with { Theatre = observation.Theatre ?? options.Theatre }, key, null, cancellation);
    }
}
