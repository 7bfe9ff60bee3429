using System.Globalization;
using Territory.Hosting.Settings;

namespace Territory.Intake.Reading.Supplied;

/// <summary>Where a deployer's own extractor listens, and how long it may take: <c>TERRITORY_EXTRACTOR_URL</c>, <c>_EXTRACTOR_SECONDS</c> (1–120, usually 20), <c>_EXTRACTOR_KEY</c>.</summary>
/// <param name="Address">Null = the rules read alone.</param>
/// <param name="Patience">After this the rules read instead.</param>
/// <param name="Key">Sent as a bearer token; never logged.</param>
public sealed record ExtractorSettings(Uri? Address, TimeSpan Patience, string? Key)
{
    private const int UsualSeconds = 20;
    private const int MostSeconds = 120;

    /// <exception cref="SettingException">One sentence that names key, value and an example; never the key.</exception>
    public static ExtractorSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var (url, seconds, key) = (configuration["EXTRACTOR_URL"], configuration["EXTRACTOR_SECONDS"], configuration["EXTRACTOR_KEY"]);
        Uri? address = null;
        if (url is { Length: > 0 } && !(Uri.TryCreate(url, UriKind.Absolute, out address) && address.Scheme is "http" or "https"))
            throw SettingException.Wrong("EXTRACTOR_URL", $"'{url}'", "http://127.0.0.1:8088/read");
        var patience = UsualSeconds;
        if (seconds is { Length: > 0 } && !(int.TryParse(seconds, CultureInfo.InvariantCulture, out patience) && patience is >= 1 and <= MostSeconds))
            throw SettingException.Wrong("EXTRACTOR_SECONDS", $"'{seconds}'", $"a number from 1 to {MostSeconds}, such as {UsualSeconds}");
        return new(address, TimeSpan.FromSeconds(patience), key is { Length: > 0 } ? key : null);
    }
}
