using Territory.OperationsConsole.Api;

namespace Territory.OperationsConsole.Changes;

/// <summary>Which changes are listed, as the address carries it. Newest first; <see cref="After"/> is where the page before ended.</summary>
public sealed record ChangesFilter(string? Area = null, string? Actor = null, string? Since = null, string? Until = null, string? After = null, string? Theatre = null)
{
    public string ToAddress() => "changes" + QueryText.Of(("theatre", Theatre), ("area", Area), ("actor", Actor), ("since", Since), ("until", Until), ("after", After));

    internal string ToApi(string theatre, int limit) =>
        QueryText.Of(("theatre", theatre), ("area", Area), ("actor", Actor), ("since", Since), ("until", Until), ("after", After), ("order", "desc"), ("limit", limit.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
