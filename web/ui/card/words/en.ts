export const en = {
  show: 'Show when you pay',
  fresh: 'New code every minute',
  code: 'Your card’s code',
  stamped: '{has, plural, one {# stamp} other {# stamps}} of {size}',
}
