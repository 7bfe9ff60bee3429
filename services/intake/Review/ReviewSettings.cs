using System.Globalization;
using Territory.Hosting.Settings;

namespace Territory.Intake.Review;

/// <summary>How many persons must find a claim right before it goes on: <c>TERRITORY_REVIEW_PERSONS</c>, 1 or 2.</summary>
public sealed record ReviewSettings(int Persons)
{
    /// <exception cref="SettingException">One sentence that names key, value and an example.</exception>
    public static ReviewSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration["REVIEW_PERSONS"] is not { Length: > 0 } text) return new(1);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var persons) && persons is 1 or 2
            ? new(persons)
            : throw SettingException.Wrong("REVIEW_PERSONS", $"'{text}'", "1, or 2 when a second person must agree");
    }
}
