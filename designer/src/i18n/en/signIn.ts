export default {
  title: 'Sign in',
  account: 'Account',
  password: 'Password',
  submit: 'Sign in',
  required: 'Enter both account and password.',
  demo: 'Demo accounts',
  demoHint: 'One click signs in; the password is filled in for you.',
  track: 'I am an applicant: track my case',
} as const
