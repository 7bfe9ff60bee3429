using Xunit;

namespace Territory.Scenarios.Installations;

/// <summary>Classes that share one all-in-one, one test after the other.</summary>
[CollectionDefinition]
public sealed class OnTheAllInOne : ICollectionFixture<AllInOneInstallation>;

/// <summary>Classes that share one set of split services, one test after the other.</summary>
[CollectionDefinition]
public sealed class OnTheSplitServices : ICollectionFixture<SplitInstallation>;
